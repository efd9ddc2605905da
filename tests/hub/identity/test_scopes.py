"""A scope names roles at one cooperative, and nothing at another."""

from hypothesis import given
from hypothesis import strategies as st

from hub.access import Role
from hub.identity.scopes import roles_in, written


@given(st.sets(st.sampled_from(Role)))
def test_what_is_written_is_read_again_and_at_no_other_cooperative(roles: set[Role]) -> None:
    assert roles_in(written("smart", roles), "smart") == roles
    assert roles_in(written("smart", roles), "rail") == set()


@given(
    st.recursive(
        st.one_of(st.none(), st.integers(), st.text()),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_what_is_no_scope_names_nothing(scope: object) -> None:
    assert roles_in(scope, "smart") == set()
