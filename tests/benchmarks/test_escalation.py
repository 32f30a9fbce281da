from benchmarks.escalation import measure


def test_everybody_is_found_who_was_meant_to_be_and_each_part_is_measured() -> None:
    measured = measure(50)
    assert (measured["identities"], measured["climbers"], measured["found"]) == (63, 8, 8)
    assert min(measured.values()) > 0
