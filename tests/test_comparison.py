"""What changed between two states: each kind of change, who is matched with whom, and the algebra of it all."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import by_number

from statusreport.model.own_fields import Declaration, own_fields
from statusreport.model.state import Reported, State
from statusreport.model.vocabulary import (
    DEFAULT_STATUSES,
    Scale,
    StatusClass,
    StatusTerm,
    Term,
    Vocabulary,
)
from statusreport.rounds.comparison import GONE, Change, ChangeSet, Kind, compare
from statusreport.rounds.differences import words_changed
from statusreport.rounds.identity import pairs

NOT_STARTED, PREPARED, ONGOING, COMPLETED = DEFAULT_STATUSES


def one(number: str = "1", status: str | None = "Løpende", **fields: object) -> Reported:
    usual: dict[str, object] = {"title": f"Tiltak {number}", "responsible": ("JD",)}
    current = status is not None
    return Reported(number=number, status=status or "", current=current, **(usual | fields))  # type: ignore[arg-type]


def state(
    *measures: Reported, round_id: str = "2011-02", scale: tuple[StatusClass, ...] = DEFAULT_STATUSES
) -> State:
    return State(round_id, round_id, "Plan", Scale(scale), measures)


def later(*measures: Reported, scale: tuple[StatusClass, ...] = DEFAULT_STATUSES) -> State:
    return state(*measures, round_id="2012-02", scale=scale)


def kinds(changes: ChangeSet) -> dict[str, Kind]:
    return {change.number: change.kind for change in changes.changes}


def matched(old: State, new: State) -> set[tuple[str | None, str | None]]:
    return {(a.number if a else None, b.number if b else None) for a, b, *_ in pairs(old, new)}


# Kinds


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("Under forberedelse", "Løpende", Kind.ADVANCED),
        ("Ikke igangsatt", "Gjennomført", Kind.ADVANCED),
        ("Gjennomført", "Under gjennomføring", Kind.REGRESSED),
        ("Løpende", "Under gjennomføring", Kind.REWORDED),
        ("Løpende/under gjennomføring", "Løpende", Kind.REWORDED),
        (None, "Løpende", Kind.REPORTED),
        ("Løpende", None, Kind.UNREPORTED),
        ("Løpende", "Utsatt", Kind.CHANGED),
        ("Utsatt", "Løpende", Kind.CHANGED),
        ("Utsatt", "Avlyst", Kind.CHANGED),
        (None, "Utsatt", Kind.REPORTED),
        ("Utsatt", None, Kind.UNREPORTED),
    ],
)
def test_each_kind_of_change(before: str | None, after: str | None, kind: Kind) -> None:
    changes = compare(state(one(status=before)), later(one(status=after)))
    assert [(c.kind, c.number, c.old, c.new) for c in changes.changes] == [(kind, "1", before, after)]
    assert not changes.wording
    assert changes


@pytest.mark.parametrize("status", ["Løpende", "Gjennomført", None, "Utsatt"])
def test_what_stands_is_no_change(status: str | None) -> None:
    changes = compare(state(one(status=status)), later(one(status=status)))
    assert not changes
    assert (changes.changes, changes.wording) == ((), ())


def test_added_and_removed_have_one_end() -> None:
    changes = compare(state(one("1"), one("2")), later(one("2"), one("3", "Gjennomført")))
    assert [(c.number, c.kind, c.old, c.new) for c in changes.changes] == [
        ("1", Kind.REMOVED, "Løpende", None),
        ("3", Kind.ADDED, None, "Gjennomført"),
    ]


def test_a_measure_without_a_status_can_be_added_and_removed() -> None:
    changes = compare(state(one("1", None)), later(one("2", None)))
    assert kinds(changes) == {"1": Kind.REMOVED, "2": Kind.ADDED}
    assert all(change.old is None and change.new is None for change in changes.changes)


def test_a_change_shows_what_the_measure_is_called_now() -> None:
    before = one(title="Gammel tittel", responsible=("JD",), reason="Gammel grunn.")
    after = one(status="Ikke igangsatt", title="Ny tittel", responsible=("UD", "JD"), reason="Huset brant.")
    (change,) = compare(state(before), later(after)).changes
    assert (change.title, change.responsible, change.reason) == ("Ny tittel", ("UD", "JD"), "Huset brant.")
    assert change.was == ""


def test_changes_are_in_the_order_of_the_numbers() -> None:
    numbers = ["10", "2", "1.10", "1.2", "3a"]
    changes = compare(state(), later(*(one(number) for number in numbers)))
    assert [change.number for change in changes.changes] == ["1.2", "1.10", "2", "3a", "10"]


def test_a_no_break_blank_in_a_status_is_a_blank() -> None:
    changes = compare(state(one(status="Ikke igangsatt")), later(one(status="Ikke\u00a0igangsatt")))
    assert kinds(changes) == {"1": Kind.REWORDED}
    assert changes.matrix == {"Ikke igangsatt": {"Ikke igangsatt": 1}}


# Who is matched with whom


def test_a_measure_is_followed_by_the_number_it_was() -> None:
    (change,) = compare(state(one("4")), later(one("7", "Gjennomført", was=("4",)))).changes
    assert (change.kind, change.number, change.was) == (Kind.ADVANCED, "7", "4")


def test_a_renumbering_that_moves_every_number_up() -> None:
    old = state(one("4"), one("5"), one("6"))
    new = later(one("5", was=("4",)), one("6", was=("5",)), one("7", was=("6",)), one("4"))
    assert matched(old, new) == {("4", "5"), ("5", "6"), ("6", "7"), (None, "4")}


def test_two_measures_that_swapped_numbers() -> None:
    old, new = state(one("4"), one("5")), later(one("5", was=("4",)), one("4", was=("5",)))
    assert matched(old, new) == {("4", "5"), ("5", "4")}


def test_a_was_that_is_left_from_an_earlier_renumbering_is_no_new_one() -> None:
    old = state(one("4"), one("5", was=("4",)), one("6", was=("5",)))
    new = later(one("4"), one("5", was=("4",)), one("6", was=("5",)))
    assert matched(old, new) == {("4", "4"), ("5", "5"), ("6", "6")}
    # The same where the number it was is free again, or taken by a new measure.
    assert matched(state(one("5", was=("4",))), later(one("5", was=("4",)))) == {("5", "5")}
    assert matched(state(one("5", was=("4",))), later(one("5", was=("4",)), one("4"))) == {
        ("5", "5"),
        (None, "4"),
    }


def test_a_was_that_an_editor_took_away_decides_nothing_any_more() -> None:
    old, new = state(one("5", was=("4",))), later(one("5"), one("4"))
    assert matched(old, new) == {("5", "5"), (None, "4")}
    assert matched(new, old) == {("5", "5"), ("4", None)}


def test_a_measure_renumbered_twice_is_followed_from_round_to_round() -> None:
    rounds = (
        state(one("4"), round_id="2010"),
        state(one("5", was=("4",)), round_id="2011"),
        state(one("6", was=("5",)), round_id="2012"),
    )
    assert [matched(a, b) for a, b in pairwise(rounds)] == [{("4", "5")}, {("5", "6")}]


def test_a_was_of_a_number_that_nobody_had_leaves_the_number() -> None:
    assert matched(state(one("4")), later(one("4", was=("99",)))) == {("4", "4")}


def test_a_was_of_its_own_number_says_that_only_the_title_is_new() -> None:
    changes = compare(state(one("5", title="Bolig")), later(one("5", title="Arbeid", was=("5",))))
    assert not changes.changes
    assert changes.wording[0].parts == {None: ("Bolig", "Arbeid")}


def test_a_number_that_was_freed_and_given_to_another_measure() -> None:
    old, new = state(one("5")), later(one("6", was=("5",)), one("5"))
    assert matched(old, new) == {("5", "6"), (None, "5")}


def test_a_measure_that_several_carry_on_was_split() -> None:
    old = state(one("17", "Under gjennomføring"), one("18"))
    new = later(one("17a", "Gjennomført", was=("17",)), one("17b", "Ikke igangsatt", was=("17",)), one("18"))
    changes = compare(old, new)
    assert [(c.number, c.was, c.kind, c.old, c.new) for c in changes.changes] == [
        ("17a", "17", Kind.SPLIT, "Under gjennomføring", "Gjennomført"),
        ("17b", "17", Kind.SPLIT, "Under gjennomføring", "Ikke igangsatt"),
    ]
    # One part may keep the number, if it says so.
    kept = later(one("17", was=("17",)), one("19", was=("17",)), one("18"))
    assert kinds(compare(old, kept)) == {"17": Kind.SPLIT, "19": Kind.SPLIT}
    # The other way the first part goes on, and the other goes into it.
    back = compare(new, old)
    assert {(c.number, c.kind, c.into) for c in back.changes} == {
        ("17", Kind.REGRESSED, ""),
        ("17b", Kind.MERGED, "17"),
    }


@pytest.mark.parametrize("number", ["2", "9"])
def test_measures_that_were_merged_tell_in_which(number: str) -> None:
    old = state(one("1", "Gjennomført"), one("2"), one("3"))
    new = later(one(number, was=("1", "2")), one("3"))
    changes = compare(old, new)
    found = {(c.number, c.kind, c.into, c.old, c.new) for c in changes.changes}
    if number == "2":
        assert found == {("1", Kind.MERGED, "2", "Gjennomført", None)}
    else:
        assert found == {
            ("1", Kind.MERGED, "9", "Gjennomført", None),
            ("2", Kind.MERGED, "9", "Løpende", None),
            ("9", Kind.ADDED, "", None, "Løpende"),
        }
    # A round later that is old news.
    again = replace(new, round="2013-02")
    assert not compare(new, again)
    assert kinds(compare(new, old))["1"] is Kind.ADDED


def test_a_measure_may_take_in_others_without_naming_itself() -> None:
    old, new = state(one("1"), one("2"), one("3")), later(one("3", "Gjennomført", was=("1", "2")))
    assert kinds(compare(old, new)) == {"1": Kind.MERGED, "2": Kind.MERGED, "3": Kind.ADVANCED}


def test_a_number_that_was_merged_and_is_a_new_measure_now() -> None:
    old, new = state(one("1"), one("2")), later(one("1", title="Ny"), one("2", was=("1", "2")))
    changes = compare(old, new)
    assert {(c.kind, c.title) for c in changes.changes} == {
        (Kind.MERGED, "Tiltak 1"),
        (Kind.ADDED, "Ny"),
    }


# Classes off the scale

DROPPED = StatusClass("dropped", "Avsluttet", means="ended")
WAITING = StatusClass("waiting", "På vent", means="paused")
WIDER = (*DEFAULT_STATUSES, DROPPED, WAITING)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("Løpende", "Avsluttet", Kind.ENDED),
        ("Gjennomført", "Avsluttet", Kind.ENDED),
        ("Løpende", "På vent", Kind.PAUSED),
        ("På vent", "Avsluttet", Kind.ENDED),
        ("Avsluttet", "På vent", Kind.PAUSED),
        ("På vent", "Gjennomført", Kind.RESUMED),
        ("Avsluttet", "Ikke igangsatt", Kind.RESUMED),
    ],
)
def test_a_move_off_the_scale_is_neither_forward_nor_back(before: str, after: str, kind: Kind) -> None:
    old, new = state(one(status=before), scale=WIDER), later(one(status=after), scale=WIDER)
    assert kinds(compare(old, new)) == {"1": kind}


def test_a_class_off_the_scale_may_be_new() -> None:
    changes = compare(state(one()), later(one(status="Avsluttet"), scale=(DROPPED, *DEFAULT_STATUSES)))
    assert kinds(changes) == {"1": Kind.ENDED}
    assert (changes.unknown_classes, changes.reordered) == ((), False)


@pytest.mark.parametrize(
    ("scale", "completed"),
    [
        (DEFAULT_STATUSES, ["completed"]),
        (WIDER, ["completed"]),
        ((COMPLETED, NOT_STARTED, DROPPED), ["completed"]),
        ((NOT_STARTED, ONGOING, DROPPED), ["ongoing"]),
        ((NOT_STARTED, replace(ONGOING, means="completed"), COMPLETED), ["ongoing"]),
        ((DROPPED,), []),
        ((NOT_STARTED, replace(COMPLETED, means="ended")), ["not-started"]),
    ],
)
def test_which_class_means_completed(scale: tuple[StatusClass, ...], completed: list[str]) -> None:
    assert [status.id for status in Scale(scale).completed] == completed


@pytest.mark.parametrize(
    ("scale", "progress"),
    [
        (DEFAULT_STATUSES, [0, 1 / 3, 2 / 3, 1]),
        ((DROPPED, NOT_STARTED, WAITING, ONGOING, COMPLETED), [None, 0, None, 1 / 2, 1]),
        ((NOT_STARTED, COMPLETED, ONGOING), [0, 1, 1]),
        ((COMPLETED, NOT_STARTED), [1, 1]),
        ((NOT_STARTED, DROPPED), [1, None]),
    ],
)
def test_how_far_a_class_is(scale: tuple[StatusClass, ...], progress: list[float | None]) -> None:
    """Where the classes off the scale stand among the others says nothing of how far those are."""
    found = Scale(scale)
    assert [None if status.off_scale else found.progress(status) for status in found] == progress


def test_what_is_completed_off_the_scale_or_recurring_never_stands_still() -> None:
    ongoing = replace(ONGOING, terms=(StatusTerm("Løpende", recurring=True), StatusTerm("I gang")))
    scale = Scale((NOT_STARTED, replace(PREPARED, recurring=True), ongoing, COMPLETED, DROPPED, WAITING))
    assert [word for word in scale.words() if scale.may_stand_still(word)] == [
        "Ikke igangsatt",
        "Løpende/under gjennomføring",
        "I gang",
    ]
    assert not scale.may_stand_still("Utsatt")


# Besides status and text


def test_every_compared_field_that_differs_is_a_fact() -> None:
    before = one(area="A", evidence=("https://a.example",))
    after = one(
        title="Ny", responsible=("UD", "JD"), area="A\n", reason="Derfor.", completed=date(2012, 1, 31)
    )
    changes = compare(state(before), later(after))
    assert {(f.number, f.field.name, f.before, f.after) for f in changes.facts} == {
        ("1", "title", "Tiltak 1", "Ny"),
        ("1", "responsible", ("JD",), ("UD", "JD")),
        ("1", "reason", "", "Derfor."),
        ("1", "completed", None, date(2012, 1, 31)),
        ("1", "evidence", ("https://a.example",), ()),
    }
    assert changes.summary["unchanged"] == 1


def with_bodies(of: State, *terms: Term) -> State:
    return replace(of, bodies=Vocabulary("responsible", terms))


AD = Term("AD", "Arbeidsdepartementet")
ASD = Term("ASD", "Arbeids- og sosialdepartementet", aliases=("AD",))
UD = Term("UD", "Utenriksdepartementet")


@pytest.mark.parametrize(
    ("terms", "responsible", "renamed"),
    [
        ((ASD, UD), ("ASD", "UD"), [(AD, ASD)]),
        ((Term("AD", "Arbeids- og sosialdepartementet"), UD), ("AD", "UD"), None),
        ((Term("A", "Arbeidsdepartementet"), UD), ("A", "UD"), None),
    ],
)
def test_a_body_with_another_name_is_renamed_and_nobody_else_responsible(
    terms: tuple[Term, ...], responsible: tuple[str, ...], renamed: list[tuple[Term, Term]] | None
) -> None:
    old = with_bodies(state(one(responsible=("AD", "UD"))), AD, UD)
    new = with_bodies(later(one(responsible=responsible)), *terms)
    there, back = compare(old, new, "Status"), compare(new, old, "Status")
    assert there.facts == ()
    assert list(there.renamed) == (renamed or [(AD, terms[0])])
    assert (back.facts, [(b, a) for a, b in back.renamed]) == ((), list(there.renamed))


@pytest.mark.parametrize("several", [True, False])
def test_bodies_that_an_own_field_names_are_compared_by_its_own_values(*, several: bool) -> None:
    """A renamed one is the same there too, and another one is another, whoever is responsible."""
    (field,) = own_fields(
        {"with": Declaration(label="Med", type="term", vocabulary="responsible", list=several)}
    )

    def naming(made: State, body: str, *bodies: Term) -> State:
        own = {"with": (body,) if several else body}
        measures = tuple(replace(measure, own=own) for measure in made.measures)
        return replace(with_bodies(made, *bodies), measures=measures, own_fields=(field,))

    old = naming(state(one(responsible=("UD",))), "AD", AD, UD)
    assert compare(old, naming(later(one(responsible=("UD",))), "ASD", ASD, UD)).facts == ()
    (fact,) = compare(old, naming(later(one(responsible=("UD",))), "UD", ASD, UD)).facts
    assert fact.field.name == "with"


def test_a_renamed_body_does_not_hide_that_another_is_responsible() -> None:
    old = with_bodies(state(one(responsible=("AD",))), AD, UD)
    (fact,) = compare(old, with_bodies(later(one(responsible=("UD",))), ASD, UD)).facts
    assert (fact.before, fact.after) == (("AD",), ("UD",))


def test_a_removal_is_told_with_its_reason_unless_that_is_of_an_earlier_one() -> None:
    old = state(one("8"))
    gone = replace(later(), removed={"8": "Slått sammen med en lov."})
    assert [c.reason for c in compare(old, gone).changes] == ["Slått sammen med en lov."]
    assert [c.reason for c in compare(replace(old, removed=gone.removed), gone).changes] == [""]


def test_what_was_left_out_of_a_round_tells_what_was_said_last() -> None:
    before = one(status="Løpende", round="2010-02")
    before = replace(before, current=False)
    (change,) = compare(state(before), later(one(status="Løpende"))).changes
    assert (change.kind, change.old, change.last, change.last_round) == (
        Kind.REPORTED,
        None,
        "Løpende",
        "2010-02",
    )


def test_the_summary_counts_every_measure_once() -> None:
    old = state(one("1"), one("2"), one("3", None), one("4", None), one("5"))
    new = later(one("1", "Gjennomført"), one("2", None), one("3"), one("4", None), one("5"), one("6"))
    summary = {kind: n for kind, n in compare(old, new).summary.items() if n}
    assert summary == {"advanced": 1, "unreported": 2, "reported": 1, "added": 1, "unchanged": 1}


def test_compared_backwards_a_renumbering_is_still_one() -> None:
    old, new = state(one("4"), one("5")), later(one("5", was=("4",)), one("6", was=("5",)))
    assert matched(new, old) == {("5", "4"), ("6", "5")}
    same_round = replace(new, round=old.round)
    assert matched(old, same_round) == {("4", "5"), ("5", "6")}
    assert matched(same_round, old) == {("5", "4"), ("6", "5")}


def test_doubled_numbers_are_matched_in_their_order_and_none_is_lost() -> None:
    old = state(one("1", title="A"), one("1", title="B"), one("1", title="C"))
    new = later(one("1", title="A"), one("1", title="B"))
    assert [(a and a.title, b and b.title) for a, b, *_ in pairs(old, new)] == [
        ("A", "A"),
        ("B", "B"),
        ("C", None),
    ]


# Vocabularies that changed


def test_a_renamed_class_is_still_itself() -> None:
    scale = (*DEFAULT_STATUSES[:3], StatusClass("completed", "Ferdig"))
    changes = compare(
        state(one("1", "Gjennomført"), one("2", "Gjennomført"), one("3")),
        later(one("1", "Ferdig"), one("2", "Løpende"), one("3", "Ferdig"), scale=scale),
    )
    assert kinds(changes) == {"1": Kind.REWORDED, "2": Kind.REGRESSED, "3": Kind.ADVANCED}
    assert changes.matrix == {
        "Løpende/under gjennomføring": {"Ferdig": 1},
        "Gjennomført": {"Løpende/under gjennomføring": 1, "Ferdig": 1},
    }
    assert (changes.unknown_classes, changes.reordered) == ((), False)


def test_a_word_that_went_to_another_class_is_a_change_of_class() -> None:
    """The words are the same on both sides, but mean something else now."""
    prepared = replace(PREPARED, terms=(StatusTerm("Løpende"),))
    scale = (NOT_STARTED, prepared, replace(ONGOING, terms=()), COMPLETED)
    assert kinds(compare(state(one()), later(one(), scale=scale))) == {"1": Kind.REGRESSED}


def test_a_class_on_one_side_only_cannot_be_ranked() -> None:
    scale = (NOT_STARTED, StatusClass("review", "Til vurdering"), *DEFAULT_STATUSES[1:])
    old, new = (
        state(one("1", "Til vurdering"), one("2", "Løpende"), scale=scale),
        later(one("1"), one("2", "Gjennomført")),
    )
    changes = compare(old, new)
    assert kinds(changes) == {"1": Kind.CHANGED, "2": Kind.ADVANCED}
    assert changes.unknown_classes == ("review",)
    assert changes.matrix["Til vurdering"] == {"Løpende/under gjennomføring": 1}
    assert compare(new, old).unknown_classes == ("review",)


def test_where_the_classes_stand_in_another_order_nothing_advances() -> None:
    changes = compare(
        state(one("1"), one("2")), later(one("1", "Gjennomført"), one("2"), scale=DEFAULT_STATUSES[::-1])
    )
    assert kinds(changes) == {"1": Kind.CHANGED}
    assert changes.reordered


def test_a_class_is_its_id_and_not_its_word() -> None:
    scale = tuple(replace(status, id=f"new-{status.id}") for status in DEFAULT_STATUSES)
    changes = compare(state(one()), later(one(), scale=scale))
    assert [(c.kind, c.old, c.new) for c in changes.changes] == [(Kind.CHANGED, "Løpende", "Løpende")]
    assert len(changes.unknown_classes) == 8


def test_scales_without_a_common_class_are_said_to_be_so() -> None:
    scale = (StatusClass("red", "Rød"), StatusClass("green", "Grønn"))
    changes = compare(state(one()), later(one(status="Grønn"), scale=scale))
    assert kinds(changes) == {"1": Kind.CHANGED}
    assert not changes.reordered
    assert changes.unknown_classes == (
        "completed",
        "green",
        "in-preparation",
        "not-started",
        "ongoing",
        "red",
    )


def test_counts_are_by_the_classes_of_each_side() -> None:
    changes = compare(
        state(one("1"), one("2", "Under gjennomføring"), one("3", None), one("4", "Utsatt")), later()
    )
    assert changes.old_counts == {
        "Ikke igangsatt": 0,
        "Under forberedelse": 0,
        "Løpende/under gjennomføring": 2,
        "Gjennomført": 0,
    }
    assert set(changes.new_counts.values()) == {0}


# Wording


def test_wording_is_the_parts_whose_words_differ() -> None:
    before = one(sections={"Tiltak": "Bygge hus.", "Status": "Ingenting.", "Merknad": "Se 2."})
    after = one(title="Ny", sections={"Tiltak": "Bygge hus.", "Status": "Alt.", "Tillegg": "Mer."})
    changes = compare(state(before), later(after))
    assert [found.number for found in changes.wording] == ["1"]
    assert changes.wording[0].parts == {
        None: ("Tiltak 1", "Ny"),
        "Status": ("Ingenting.", "Alt."),
        "Merknad": ("Se 2.", ""),
        "Tillegg": ("", "Mer."),
    }


def test_text_above_the_first_heading_is_not_taken_for_the_title() -> None:
    before, after = one(sections={"": "Før."}), one(title="Ny", sections={"": "Nå."})
    changes = compare(state(before), later(after))
    assert changes.wording[0].parts == {None: ("Tiltak 1", "Ny"), "": ("Før.", "Nå.")}


def test_where_lines_break_is_no_other_wording() -> None:
    before = one(title="En lang\ntittel", sections={"Status": "Huset er åpnet,\nog fullt.\n\nSlutt."})
    after = one(title="En  lang tittel", sections={"Status": "Huset er åpnet, og\nfullt. Slutt.\n"})
    assert not compare(state(before), later(after))


def test_wording_is_in_the_order_of_the_numbers() -> None:
    old = state(*(one(number, title="Før") for number in ("10", "2", "1")))
    new = later(*(one(number, title="Nå") for number in ("10", "2", "1")))
    assert [found.number for found in compare(old, new).wording] == ["1", "2", "10"]


def test_a_measure_whose_status_changed_is_not_in_wording() -> None:
    before, after = one(sections={"Status": "A."}), one(status="Gjennomført", sections={"Status": "B."})
    changes = compare(state(before), later(after))
    assert (len(changes.changes), changes.wording) == (1, ())


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("a b", "a b", [("same", "a b")]),
        ("a b c", "a x c", [("same", "a"), ("removed", "b"), ("added", "x"), ("same", "c")]),
        ("", "a", [("added", "a")]),
        ("a", "", [("removed", "a")]),
        ("a\nb", "a b", [("same", "a b")]),
    ],
)
def test_words_changed(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert [(piece.kind, piece.text) for piece in words_changed(before, after)] == pieces


def test_in_a_long_text_only_the_word_that_changed_is_shown() -> None:
    """A word that stands in every sentence is no noise: difflib would pass over it in long texts."""
    half = ["huset", "er", "åpnet", "og"] * 60
    pieces = words_changed(" ".join([*half, "fullt", *half]), " ".join([*half, "tomt", *half]))
    assert [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"] == [
        ("removed", "fullt"),
        ("added", "tomt"),
    ]


# The algebra

WORDS = [word for status in DEFAULT_STATUSES for word in status.words]
SHORTER = (NOT_STARTED, ONGOING, replace(COMPLETED, label="Ferdig"))
TURNED = (COMPLETED, *DEFAULT_STATUSES[:3])
NUMBERS = [str(number) for number in range(1, 7)]
OFF = (Kind.ENDED, Kind.PAUSED, Kind.RESUMED)
MIRRORED = {
    Kind.ADVANCED: Kind.REGRESSED,
    Kind.REGRESSED: Kind.ADVANCED,
    Kind.ADDED: Kind.REMOVED,
    Kind.REMOVED: Kind.ADDED,
    Kind.MERGED: Kind.ADDED,
    Kind.REPORTED: Kind.UNREPORTED,
    Kind.UNREPORTED: Kind.REPORTED,
    Kind.REWORDED: Kind.REWORDED,
    Kind.CHANGED: Kind.CHANGED,
}


@st.composite
def states(draw: st.DrawFn, round_id: str, *, doubled: bool = False, renumbered: bool = True) -> State:
    """A state of up to six measures; with `doubled`, two of them may have one number."""
    numbers = draw(st.lists(st.sampled_from(NUMBERS), max_size=6, unique=not doubled))
    several = st.lists(st.sampled_from(NUMBERS), max_size=3, unique=True).map(tuple)
    was = several if renumbered else st.just(())
    scale = draw(st.sampled_from([DEFAULT_STATUSES, SHORTER, TURNED, WIDER]))
    measures = tuple(
        one(
            number,
            draw(st.sampled_from([*WORDS, "Ferdig", "Utsatt", "Avsluttet", "På vent", None])),
            title=draw(st.sampled_from(["A", "B"])),
            was=draw(was),
            sections={"Status": draw(st.sampled_from(["x y", "x\ny", "x\u00a0y", "x\u00ady", "z"]))},
        )
        for number in numbers
    )
    return state(*measures, round_id=round_id, scale=scale)


@given(states("2011"))
def test_a_state_does_not_differ_from_itself(one_state: State) -> None:
    changes = compare(one_state, one_state, "Status")
    assert not changes
    assert changes.promises == ()
    assert (changes.unknown_classes, changes.reordered) == ((), False)
    assert changes.old_counts == changes.new_counts


@given(states("2011"), states("2012"))
def test_reversed_it_mirrors(old: State, new: State) -> None:
    there, back = compare(old, new), compare(new, old)
    assert (there.old_counts, there.new_counts) == (back.new_counts, back.old_counts)
    assert (there.unknown_classes, there.reordered) == (back.unknown_classes, back.reordered)
    if there.of(Kind.SPLIT):  # parts that are one again, of which only the first goes on
        assert len(back.of(Kind.MERGED)) < len(there.of(Kind.SPLIT))
        return
    assert Counter(map(_ends, there.changes)) == Counter(_turned(*_ends(change)) for change in back.changes)
    turned: dict[str, dict[str, int]] = {}
    for row, columns in back.matrix.items():
        for column, count in columns.items():
            turned.setdefault(column, {})[row] = count
    assert there.matrix == turned
    number_now = {before.number: after.number for before, after, *_ in pairs(old, new) if before and after}
    assert {w.number for w in there.wording} == {number_now[w.number] for w in back.wording}
    # What was promised is promised again; where it says nothing else, the title and text are the same.
    promised = {(p.number, part): ends for p in there.promises for part, ends in p.parts.items()}
    assert promised == {
        (number_now[p.number], part): (after, before)
        for p in back.promises
        for part, (before, after) in p.parts.items()
    }
    assert Counter((f.number, f.field.name) for f in there.facts) == Counter(
        (number_now[f.number], f.field.name) for f in back.facts
    )


Ends = tuple[str | None, str | None, Kind, str | None, str | None]


def _ends(change: Change) -> Ends:
    """Number then and now, kind, status then and now. What goes off the scale comes back to it the other way."""
    before = None if change.kind is Kind.ADDED else change.was or change.number
    after = None if change.kind in GONE else change.number
    kind = Kind.REMOVED if change.kind in GONE else Kind.ENDED if change.kind in OFF else change.kind
    return before, after, kind, change.old, change.new


def _turned(before: str | None, after: str | None, kind: Kind, old: str | None, new: str | None) -> Ends:
    return after, before, MIRRORED.get(kind, kind), new, old


@given(states("2011", doubled=True), states("2012", doubled=True))
def test_the_matrix_adds_up_to_the_measures_classified_on_both_sides(old: State, new: State) -> None:
    changes = compare(old, new)
    both = [
        (old.class_of(before.reported_status), new.class_of(after.reported_status))
        for before, after, *_ in pairs(old, new)
        if before and after and old.class_of(before.reported_status) and new.class_of(after.reported_status)
    ]
    assert sum(sum(row.values()) for row in changes.matrix.values()) == len(both)
    rows = Counter(status.label for status, _ in both if status)
    columns = Counter(status.label for _, status in both if status)
    assert {label: sum(row.values()) for label, row in changes.matrix.items()} == rows
    assert Counter(
        {label: sum(row.get(label, 0) for row in changes.matrix.values()) for label in columns}
    ) == (columns)
    # Whoever is not in the matrix is new, gone, unreported or outside the scale; each part of a split measure is in it.
    olds = [id(before) for before, *_ in pairs(old, new) if before]
    news = [id(after) for _, after, *_ in pairs(old, new) if after]
    if len(set(olds)) == len(olds) and len(set(news)) == len(news):
        assert all(rows[label] <= count for label, count in changes.old_counts.items())
        assert all(columns[label] <= count for label, count in changes.new_counts.items())
    assert sum(changes.new_counts.values()) == sum(1 for m in new.measures if new.class_of(m.reported_status))


@given(states("2011", doubled=True), states("2012", doubled=True))
def test_every_measure_is_matched_once_and_shown_at_most_once(old: State, new: State) -> None:
    found = list(pairs(old, new))
    assert sorted(m.number for _, m, *_ in found if m) == sorted(m.number for m in new.measures)
    # One that was split goes on in several.
    befores = {id(m): m.number for m, *_ in found if m}
    assert sorted(befores.values()) == sorted(m.number for m in old.measures)
    several = Counter(id(m) for m, *_ in found if m)
    assert all(pair.split for pair in found if several[id(pair.before)] > 1)
    changes = compare(old, new)
    shown = Counter(
        [c.number for c in changes.changes if c.kind not in GONE] + [w.number for w in changes.wording]
    )
    assert shown <= Counter(measure.number for measure in new.measures)
    # All have one body here; where there are two, each has its own.
    assert changes.by_body == {}
    ud = {m.number for m in old.measures if m.title == "A"}
    of_two = [
        replace(
            s, measures=tuple(replace(m, responsible=("UD" if m.number in ud else "JD",)) for m in s.measures)
        )
        for s in (old, new)
    ]
    if by_body := compare(of_two[0], of_two[1]).by_body:
        assert sum(sum(counts.values()) for counts in by_body.values()) == len(found)
    removed = Counter(c.number for c in changes.of(*GONE))
    assert removed <= Counter(measure.number for measure in old.measures)


@given(states("2010", renumbered=False), states("2011", renumbered=False), states("2012", renumbered=False))
def test_two_steps_lead_where_one_leads(first: State, middle: State, last: State) -> None:
    """Of a measure that is in all three: the ends join, and what is the same in both steps is so in all."""
    one_step, then, whole = compare(first, middle), compare(middle, last), compare(first, last)
    everywhere = set(by_number(first)) & set(by_number(middle)) & set(by_number(last))
    rankable = not (one_step.unknown_classes or one_step.reordered or then.unknown_classes or then.reordered)
    for number in everywhere:
        steps = [{c.number: c for c in changes.changes}.get(number) for changes in (one_step, then, whole)]
        a, b, c = steps
        if a and b and c:
            assert (a.old, a.new, b.new) == (c.old, b.old, c.new)
        if a is None and b is None:
            assert c is None
        if a is None and b is not None and first.statuses == middle.statuses:
            assert c is not None
            assert c.kind is b.kind
        if rankable and a and b and a.kind is b.kind in (Kind.ADVANCED, Kind.REGRESSED):
            assert c is not None
            assert c.kind is a.kind
    # Who is there at one end only is new or gone, whatever happened in between.
    added = {c.number for c in whole.of(Kind.ADDED)}
    assert added == set(by_number(last)) - set(by_number(first))


@given(states("2010"), states("2011"))
def test_counts_follow_from_the_changes(old: State, new: State) -> None:
    """What a class gains is what came into it less what left it: the report's sums explain themselves."""
    if old.statuses != new.statuses:
        return
    changes = compare(old, new)
    flow: Counter[str] = Counter()
    split: set[str] = set()
    for change in changes.changes:
        # What was split was one before.
        was = change.was or change.number
        left = 0 if change.kind is Kind.SPLIT and was in split else -1
        split |= {was} if change.kind is Kind.SPLIT else set()
        for status, sign in ((change.old, left), (change.new, 1)):
            if found := new.class_of(status):
                flow[found.label] += sign
    for label, count in changes.new_counts.items():
        assert count - changes.old_counts[label] == flow[label]
    present = len(new.measures) + len(changes.of(*GONE))
    late = sum(1 for c in changes.of(Kind.ADDED, Kind.SPLIT) if c.new is None)
    assert sum(changes.summary.values()) - late == present
