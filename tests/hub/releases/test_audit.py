"""An audit's hash is the same for the same report, and for no other."""

from hub.releases.audit import Audit


def test_the_order_of_the_names_never_changes_the_hash() -> None:
    one, other = Audit({"cells": 1, "plans": 2}), Audit({"plans": 2, "cells": 1})
    assert one.digest == other.digest
    assert one.digest != Audit({"cells": 1, "plans": 3}).digest
