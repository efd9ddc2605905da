"""The hub: from canonical records to signed, protected releases."""
