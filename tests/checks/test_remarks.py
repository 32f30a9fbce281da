from iam_stacks.account.place import Place
from iam_stacks.checks.remarks import remarks
from tests.checks.diagnoses import PLACE, diagnosis


def test_a_remark_says_where_in_the_document_and_who_says_so() -> None:
    said = remarks([diagnosis(place=PLACE.at("Action", 1))])
    assert said.problem == "so it is (Statement[0].Action[1])"
    assert said.text == "so it is (Statement[0].Action[1]) [IAM User Guide, Some page]"
    assert said.details == {"problem": said.problem, "source": "IAM User Guide, Some page"}


def test_a_place_outside_of_a_document_is_not_said() -> None:
    assert remarks([diagnosis(place=Place("t.json", "U", ("Properties", "Path")))]).problem == "so it is"


def test_a_few_remarks_about_the_same_are_all_said_once() -> None:
    place = Place("t.json", "U")
    same = [diagnosis(message=text, place=place) for text in ("one", "two", "one", "three")]
    assert remarks(same).problem == "one; two; three"


def test_of_many_remarks_about_the_same_three_are_said() -> None:
    same = [diagnosis(message=str(number), place=Place("t.json", "U")) for number in range(5)]
    assert remarks(same).problem == "0; 1; 2; and 2 more"
