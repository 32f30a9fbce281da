from emulator.tables import WIDTH, table

LONG = ", ".join(f"Policy{number}" for number in range(30))


def test_columns_are_as_wide_as_their_widest_cell_and_rows_are_sorted():
    assert table("users", ("name", "path"), [("JohnDoe", "/"), ("Ann", "/people/")]) == "\n".join(
        [
            "users (2)",
            "name     path",
            "-------  --------",
            "Ann      /people/",
            "JohnDoe  /",
        ]
    )


def test_a_long_cell_is_wrapped_and_nothing_of_it_is_lost():
    text = table("groups", ("name", "policies", "members"), [("Developers", LONG, "JohnDoe")])
    assert max(map(len, text.splitlines())) == WIDTH
    assert [word.strip(",") for word in text.split() if word.startswith("Policy")] == LONG.split(", ")


def test_the_first_column_keeps_its_width_while_others_can_give():
    name = "A" * 56
    text = table("roles", ("name", "trusts", "policies"), [(name, LONG, LONG)])
    assert name in text
    assert max(map(len, text.splitlines())) <= WIDTH


def test_even_a_name_that_is_too_long_is_wrapped():
    text = table("policies", ("name", "path"), [("A" * 128, "/")])
    assert max(map(len, text.splitlines())) <= WIDTH


def test_an_empty_cell_takes_a_line_like_any_other():
    assert table("keys", ("id", "description"), [("1", "")]).splitlines()[-1] == "1"
