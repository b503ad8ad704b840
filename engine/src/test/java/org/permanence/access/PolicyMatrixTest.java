package org.permanence.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.text.EnumWords;

/// Every cell of the table of rights: each deed, each role at each place where it can be held, and each kind of
/// subject, against [ExpectedRights].
class PolicyMatrixTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final PracticeId PRACTICE = new PracticeId("les-lilas");
    private static final TeamId TEAM = new TeamId("lyon");
    private static final Login CLAIRE = new Login("claire");

    /// What a request is about, seen from the person who asks.
    private enum Kind {
        OWN_PERSON_ALONE,
        OWN_PERSON_HERE,
        OWN_PERSON_ELSEWHERE,
        OTHER_PERSON_ALONE,
        OTHER_PERSON_HERE,
        OTHER_PERSON_ELSEWHERE,
        HERE,
        ELSEWHERE,
        TEAM_HERE,
        INSTALLATION;

        private boolean isOwn() {
            return name().startsWith("OWN");
        }

        private boolean isHere() {
            return name().endsWith("HERE") && !name().endsWith("ELSEWHERE");
        }

        private boolean isAlone() {
            return name().endsWith("ALONE");
        }

        private boolean namesAPractice() {
            return !isAlone() && this != INSTALLATION && this != TEAM_HERE;
        }

        private boolean namesATeam() {
            return !isAlone() && this != INSTALLATION;
        }
    }

    /// In the order of the columns of [ExpectedRights].
    private static final List<Role> COLUMNS = List.of(
            Role.ASSISTANT,
            Role.SUPERVISOR,
            Role.PRACTICE_MANAGER,
            Role.DOCTOR,
            Role.DATA_PROTECTION_OFFICER,
            Role.AUDITOR,
            Role.OPERATIONS);

    private static List<Place> places(Role role) {
        return switch (role) {
            case ASSISTANT, SUPERVISOR -> List.of(new Place.OfTeam(TEAM));
            case PRACTICE_MANAGER, DOCTOR -> List.of(new Place.OfPractice(PRACTICE));
            case DATA_PROTECTION_OFFICER, AUDITOR, OPERATIONS ->
                List.of(new Place.OfPractice(PRACTICE), new Place.Installation());
        };
    }

    @Test
    void eachOfThe7500CellsIsAsDecided() {
        int cells = 0;
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, List<String>> row : ExpectedRights.byDeed().entrySet()) {
            Deed deed = EnumWords.parse(Deed.class, row.getKey()).orElseThrow();
            assertEquals(7, row.getValue().size(), row.getKey());
            for (Role role : COLUMNS) {
                String cell = row.getValue().get(COLUMNS.indexOf(role));
                for (Place place : places(role)) {
                    for (Kind kind : Kind.values()) {
                        cells++;
                        String decided = decided(deed, role, place, kind);
                        String expected = expected(cell, place, kind);
                        if (!decided.equals(expected)) {
                            wrong.add("%s %s at %s, %s: %s (expected: %s)"
                                    .formatted(deed, role, place, kind, decided, expected));
                        }
                    }
                }
            }
        }

        assertEquals(List.of(), wrong);
        assertEquals(7500, cells);
    }

    @Test
    void everyDeedAndEveryRoleIsInTheMatrix() {
        assertEquals(
                EnumWords.all(Deed.class), List.copyOf(ExpectedRights.byDeed().keySet()));
        assertEquals(List.of(Role.values()), COLUMNS);
    }

    @Test
    void aPersonWithoutARoleIsRefusedEverything() {
        for (Deed deed : Deed.values()) {
            for (Kind kind : Kind.values()) {
                assertEquals(
                        new Decision.Refused(Why.NO_CELL),
                        Policy.decide(new Rights("claire", List.of(), true), deed, subject(kind), NOW));
            }
        }
    }

    private static String decided(Deed deed, Role role, Place place, Kind kind) {
        var rights = new Rights("claire", List.of(new RoleAt(role, place)), true);
        return switch (Policy.decide(rights, deed, subject(kind), NOW)) {
            case Decision.Allowed(Set<Need> needs, Role as) -> {
                assertEquals(role, as);
                yield "allowed " + new TreeSet<>(names(needs));
            }
            case Decision.Refused(Why why) -> "refused " + why;
        };
    }

    private static List<String> names(Set<Need> needs) {
        return needs.stream().map(Enum::name).toList();
    }

    private static Subject subject(Kind kind) {
        Optional<PracticeId> practice =
                kind.namesAPractice() ? Optional.of(kind.isHere() ? PRACTICE : other()) : Optional.empty();
        Optional<TeamId> team =
                kind.namesATeam() ? Optional.of(kind.isHere() ? TEAM : new TeamId("paris")) : Optional.empty();
        Optional<Login> person = switch (kind) {
            case OWN_PERSON_ALONE, OWN_PERSON_HERE, OWN_PERSON_ELSEWHERE -> Optional.of(CLAIRE);
            case OTHER_PERSON_ALONE, OTHER_PERSON_HERE, OTHER_PERSON_ELSEWHERE -> Optional.of(new Login("ines"));
            default -> Optional.empty();
        };
        return new Subject(practice, team, person, Optional.of(NOW));
    }

    private static PracticeId other() {
        return new PracticeId("les-tilleuls");
    }

    private static String expected(String cell, Place place, Kind kind) {
        if (cell.equals("-")) {
            return "refused NO_CELL";
        }
        if (!isReached(cell.charAt(0), place, kind)) {
            return "refused ELSEWHERE";
        }
        return cell.contains("v") ? "refused APPROVES_ONLY" : "allowed " + ExpectedRights.needs(cell);
    }

    private static boolean isReached(char reach, Place place, Kind kind) {
        boolean isEverywhere = place instanceof Place.Installation;
        boolean isOfPractice = place instanceof Place.OfPractice;
        boolean isCovered =
                isEverywhere || (kind.isHere() && (isOfPractice ? kind.namesAPractice() : kind.namesATeam()));
        return switch (reach) {
            case 'o' -> kind.isOwn() && (kind.isAlone() || isCovered);
            case 't' -> kind.namesATeam() && isCovered;
            case 'p' -> kind.namesAPractice() && isCovered;
            case 'i' -> isCovered;
            default -> throw new IllegalStateException("reach " + reach);
        };
    }
}
