"""What is said on purpose is shown; what went wrong inside is not."""

from graphql import GraphQLError

from schema.refusals import BadInput, TooMuch, may_be_shown, shown


def test_a_refusal_carries_its_code() -> None:
    assert shown(BadInput("no", "ask again")) == {
        "message": "no; ask again",
        "extensions": {"code": "BAD_USER_INPUT"},
    }
    wrapped = GraphQLError("no; ask less", original_error=TooMuch("no", "ask less"), path=["a"])
    assert may_be_shown(wrapped)


def test_a_fault_inside_is_masked_and_keeps_its_place() -> None:
    fault = GraphQLError("no such table", original_error=ValueError("no such table"), path=["a"])
    found = shown(fault)
    assert "table" not in found["message"]
    assert (found["path"], found["extensions"]) == (["a"], {"code": "INTERNAL"})


def test_a_message_of_the_library_about_an_answer_is_masked() -> None:
    assert not may_be_shown(GraphQLError("Expected value of type 'X' but got: <X>.", path=["a"]))


def test_a_message_about_the_question_is_shown() -> None:
    assert may_be_shown(GraphQLError("Syntax Error: Unexpected '}'."))
    assert may_be_shown(GraphQLError("Argument 'first' has an invalid value.", path=["a"]))
