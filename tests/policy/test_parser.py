"""What is refused, and in which words; where it stands; and what is read."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from iam_stacks.policy import Document, PolicyError
from iam_stacks.policy.position import locate, show_path
from iam_stacks.policy.statement import Clause, Principals, Statement

Change = Callable[[dict[str, Any]], object]
STATEMENT = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}


def refusal(source: Any, place: str = "") -> str:
    with pytest.raises(PolicyError) as caught:
        Document.parse(source, place)
    return str(caught.value)


def with_statement(**elements: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{**STATEMENT, **elements}]}


def test_a_document_is_an_object() -> None:
    for given, shown in (([], "a list"), (5, "a number"), (None, "nothing"), (True, "true"), (b"{}", "this")):
        assert refusal(given) == f"{shown} is not an object"


def test_a_document_has_no_other_elements() -> None:
    assert refusal({"Statements": []}) == 'there is no element "Statements"; allowed: Version, Id, Statement'


def test_names_of_elements_are_text() -> None:
    assert refusal({1: []}) == "there is no element a number; allowed: Version, Id, Statement"
    assert refusal(with_statement(Condition={1: {}})) == (
        "Statement[0].Condition: there is no element a number; allowed: text"
    )


def test_a_document_has_a_statement() -> None:
    assert refusal({"Version": "2012-10-17"}) == "the element Statement is required"


def test_null_is_no_value() -> None:
    assert refusal({"Statement": None}) == "Statement: null is no value; leave the element out"
    assert refusal(with_statement(Sid=None)) == "Statement[0].Sid: null is no value; leave the element out"


@pytest.mark.parametrize("given", ["2012-10-18", 2012, ["2012-10-17"]])
def test_there_are_two_versions(given: Any) -> None:
    shown = {"2012-10-18": '"2012-10-18"', 2012: "a number"}.get(
        given if isinstance(given, str | int) else "", "a list"
    )
    assert refusal({"Version": given, "Statement": []}) == (
        f"Version: {shown} is no version; allowed: 2012-10-17 or 2008-10-17"
    )


def test_an_id_is_text() -> None:
    assert refusal({"Id": 5, "Statement": []}) == "Id: a number is not text"
    assert refusal({"Id": 5, "Statement": STATEMENT}) == "Id: a number is not text"


def test_a_statement_is_an_object() -> None:
    assert refusal({"Statement": ["Allow"]}) == 'Statement[0]: "Allow" is not an object'
    assert refusal({"Statement": "Allow"}) == 'Statement: "Allow" is not an object'


def test_a_statement_has_no_other_elements() -> None:
    assert refusal(with_statement(Actions=[])) == (
        'Statement[0]: there is no element "Actions"; allowed: Sid, Effect, Principal, NotPrincipal, '
        "Action, NotAction, Resource, NotResource, Condition"
    )


def test_an_effect_is_allow_or_deny() -> None:
    assert (
        refusal(with_statement(Effect="allow")) == 'Statement[0].Effect: "allow" is no effect; allowed: Allow or Deny'
    )
    assert refusal({"Statement": [{"Action": "*"}]}) == (
        "Statement[0].Effect: nothing is no effect; allowed: Allow or Deny"
    )


@pytest.mark.parametrize("name", ["Principal", "Action", "Resource"])
def test_an_element_and_its_negation_exclude_each_other(name: str) -> None:
    assert refusal(with_statement(**{name: "*", f"Not{name}": "*"})) == (
        f"Statement[0]: {name} and Not{name} exclude each other; give one of them"
    )


def test_a_statement_has_an_action() -> None:
    assert refusal({"Statement": {"Effect": "Allow", "Resource": "*"}}) == (
        "Statement: a statement needs Action or NotAction"
    )


def test_a_sid_is_text() -> None:
    assert refusal(with_statement(Sid=["a"])) == "Statement[0].Sid: a list is not text"


@pytest.mark.parametrize("name", ["Action", "Resource"])
@pytest.mark.parametrize(
    ("given", "shown"), [([], "a list"), ({}, "an object"), (5, "a number"), (["a:b", 1], "a list")]
)
def test_actions_and_resources_are_text_or_lists_of_texts(name: str, given: Any, shown: str) -> None:
    assert refusal(with_statement(**{name: given})) == (
        f"Statement[0].{name}: {shown} is neither text nor a list of texts"
    )


@pytest.mark.parametrize("given", ["s3", "", "GetObject*", "?"])
def test_an_action_names_its_service(given: str) -> None:
    assert refusal(with_statement(Action=["s3:GetObject", given])) == (
        f'Statement[0].Action: "{given}" is no action; give service:Action, with * or ? as wildcards, or *'
    )


def test_an_action_may_be_a_star_alone() -> None:
    assert Document.parse(with_statement(Action="*")).statements[0].actions == ("*",)


def test_a_principal_is_a_star_or_an_object() -> None:
    assert refusal(with_statement(Principal="arn:aws:iam::111122223333:root")) == (
        'Statement[0].Principal: "arn:aws:iam::111122223333:root" is not an object'
    )


def test_a_principal_has_one_of_four_kinds() -> None:
    assert refusal(with_statement(Principal={"User": "a"})) == (
        'Statement[0].Principal: there is no element "User"; allowed: AWS, CanonicalUser, Federated, Service'
    )
    assert refusal(with_statement(NotPrincipal={})) == (
        "Statement[0].NotPrincipal: no principal is given; give * or one of AWS, CanonicalUser, Federated, Service"
    )


def test_the_names_of_a_principal_are_texts() -> None:
    assert refusal(with_statement(Principal={"AWS": 111122223333})) == (
        "Statement[0].Principal.AWS: a number is neither text nor a list of texts"
    )


def test_a_condition_is_an_object_of_objects() -> None:
    assert refusal(with_statement(Condition=[])) == "Statement[0].Condition: a list is not an object"
    assert refusal(with_statement(Condition={"Bool": "true"})) == 'Statement[0].Condition.Bool: "true" is not an object'


@pytest.mark.parametrize("name", ["StringEqual", "NullIfExists", "ForAnyValue:Null", "ForSome:Bool", "stringequals"])
def test_a_condition_has_an_operator_that_exists(name: str) -> None:
    assert refusal(with_statement(Condition={name: {}})) == (
        f'Statement[0].Condition.{name}: there is no condition operator "{name}"'
    )


def test_a_condition_value_is_text_a_number_or_a_boolean() -> None:
    for given, shown in (({}, "an object"), ([[]], "a list"), ([None], "nothing")):
        assert refusal(with_statement(Condition={"Bool": {"k": given}})) == (
            f"Statement[0].Condition.Bool.k: {shown} is no condition value; give text, a number, true or false"
        )


def test_a_condition_value_is_no_number_that_is_too_long_to_be_written() -> None:
    message = refusal(with_statement(Condition={"NumericEquals": {"k": 10**5000}}))
    assert message.startswith("Statement[0].Condition.NumericEquals.k: this number cannot be used: ")


def test_a_long_text_is_shortened() -> None:
    assert refusal(with_statement(Effect="x" * 100)) == (
        f'Statement[0].Effect: "{"x" * 60}..." is no effect; allowed: Allow or Deny'
    )


# --- JSON text


def test_text_is_json() -> None:
    assert refusal("{") == ("line 1, column 2: not JSON: Expecting property name enclosed in double quotes")
    assert refusal("\n ]", "boundary") == "boundary: line 2, column 2: not JSON: Expecting value"


def test_a_key_is_given_once() -> None:
    assert refusal('{"Version": "2012-10-17", "Version": "2012-10-17"}') == (
        'not JSON that can be read: the key "Version" is given twice'
    )


def test_json_has_no_nan() -> None:
    assert refusal('{"Id": NaN}') == "not JSON that can be read: NaN is not a value of JSON"


def test_json_is_not_too_deep() -> None:
    assert refusal("[" * 100_000, "scp[0][0]").startswith("scp[0][0]: not JSON that can be read: ")


def test_a_message_names_the_document_the_place_and_in_text_line_and_column() -> None:
    document = {"Version": "2012-10-17", "Statement": [STATEMENT, {**STATEMENT, "Effect": "Nope"}]}
    said = 'Statement[1].Effect: "Nope" is no effect; allowed: Allow or Deny'
    assert refusal(document, "identity[0]") == f"identity[0]: {said}"
    assert refusal(json.dumps(document, indent=1), "identity[0]") == f"identity[0]: line 10, column 14: {said}"
    assert refusal(json.dumps(document, indent=1)) == f"line 10, column 14: {said}"


TEXT = """{
  "a": {"b": [10, [20], {"c": "d"}]},
  "e": "f"
}"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("a",), 2, 8),
        (("a", "b"), 2, 14),
        (("a", "b", 0), 2, 15),
        (("a", "b", 1, 0), 2, 20),
        (("a", "b", 2, "c"), 2, 31),
        (("e",), 3, 8),
        (("a", "missing"), 2, 8),
        (("a", "b", 9), 2, 14),
        (("e", "below text"), 3, 8),
    ],
)
def test_an_element_is_found_in_the_text_or_what_should_hold_it(path: Any, line: int, column: int) -> None:
    assert locate(TEXT, path) == (line, column)


def test_text_may_begin_with_space() -> None:
    assert locate("\n  {}", ()) == (2, 3)


def test_a_path_is_shown_as_people_write_it() -> None:
    assert show_path(("Statement", 0, "Condition", "Bool")) == "Statement[0].Condition.Bool"
    assert show_path(()) == ""


# --- what is read


def test_every_element_is_read_and_rendered() -> None:
    source = {
        "Version": "2012-10-17",
        "Id": "Example",
        "Statement": [
            {
                "Sid": "One",
                "Effect": "Deny",
                "NotPrincipal": {"AWS": ["111122223333"], "Service": ["sns.amazonaws.com"]},
                "NotAction": ["s3:Get*"],
                "NotResource": ["a", "b"],
                "Condition": {"Bool": {"aws:SecureTransport": ["true"]}, "NumericEquals": {"k:n": ["1", "2.5"]}},
            },
            {"Effect": "Allow", "Principal": "*", "Action": ["*"], "Resource": ["*"]},
        ],
    }
    document = Document.parse(source)
    assert document.render() == source
    assert document.statements[0] == Statement(
        effect="Deny",
        sid="One",
        not_principals=Principals((("AWS", ("111122223333",)), ("Service", ("sns.amazonaws.com",)))),
        not_actions=("s3:Get*",),
        not_resources=("a", "b"),
        conditions=(Clause("Bool", "aws:SecureTransport", ("true",)), Clause("NumericEquals", "k:n", ("1", "2.5"))),
    )


def test_one_statement_needs_no_list_and_one_value_none_either() -> None:
    document = Document.parse(
        {"Statement": {**STATEMENT, "Condition": {"Bool": {"k": False}, "NumericEquals": {"k": 5}}}}
    )
    assert document.render() == {
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["s3:*"],
                "Resource": ["*"],
                "Condition": {"Bool": {"k": ["false"]}, "NumericEquals": {"k": ["5"]}},
            }
        ]
    }


def test_a_document_that_is_read_already_stays_as_it_is() -> None:
    document = Document.parse(with_statement())
    assert Document.parse(document) is document


def test_the_text_is_kept_but_makes_no_difference() -> None:
    text = json.dumps(with_statement())
    assert Document.parse(text).source == text
    assert Document.parse(text) == Document.parse(with_statement())


def test_the_normal_form_sorts_lists_and_folds_actions() -> None:
    clauses = {"StringLike": {"k:b": ["b", "a", "b"]}, "Bool": {"k:a": "true"}}
    document = Document.parse(
        with_statement(Action=["S3:Put", "s3:get", "s3:put"], Resource=["b", "a", "b"], Condition=clauses)
    )
    assert document.normalised().render()["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["s3:get", "s3:put"],
            "Resource": ["a", "b"],
            "Condition": {"Bool": {"k:a": ["true"]}, "StringLike": {"k:b": ["a", "b"]}},
        }
    ]


def test_statements_are_compiled_once() -> None:
    document = Document.parse(with_statement())
    assert document.rules is document.rules
