package org.permanence.gates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.assistant.Login;
import org.permanence.gates.GateDecision.InOrder;
import org.permanence.gates.GateDecision.Missing;
import org.permanence.gates.GateRecords.Holder;
import org.permanence.people.PersonId;
import org.permanence.practice.PracticeId;

class GatesTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Set<Gate> ALL = EnumSet.allOf(Gate.class);
    private static final int COMBINATIONS = 1 << ALL.size();
    private static final Login INES = new Login("ines");
    private static final PersonId ID = new PersonId("0199aaaa-0000-7000-8000-000000000002");
    private static final PracticeId LES_LILAS = new PracticeId("les-lilas");
    private static final PracticeId PORT_ROYAL = new PracticeId("port-royal");

    /// Everything in order for Ines at Les Lilas at noon.
    private static final GateRecords IN_ORDER = new GateRecords(
            Map.of(INES, new Holder(ID, true, true)),
            Map.of(1, NOON.minusSeconds(60), 2, NOON),
            Map.of(ID, 2),
            Map.of(ID, NOON.plusSeconds(60)),
            Map.of(LES_LILAS, 3),
            Map.of(ID, Map.of(LES_LILAS, 3)),
            Map.of(LES_LILAS, List.of(contract(NOON, Optional.empty()))),
            Map.of(ID, Set.of(PORT_ROYAL)));

    @Test
    void unknownAssistantLacksAllThatIsAPersonsOwn() {
        assertEquals(
                Set.of(Gate.ACCOUNT, Gate.FACTORS, Gate.AGREEMENT, Gate.TRAINING, Gate.INSTRUCTIONS),
                new Gates(ALL, IN_ORDER)
                        .mayTake(new Login("awa"), LES_LILAS, NOON)
                        .missing());
    }

    @Test
    void unknownPracticeHasNeitherInstructionsNorContract() {
        assertEquals(
                new Missing(Set.of(Gate.INSTRUCTIONS, Gate.CONTRACT)),
                new Gates(ALL, IN_ORDER).mayTake(INES, new PracticeId("trois-tilleuls"), NOON));
    }

    @Test
    void assistantWithEverythingInOrderMayTakeTheCall() {
        assertEquals(new InOrder(), new Gates(ALL, IN_ORDER).mayTake(INES, LES_LILAS, NOON));
    }

    @ParameterizedTest
    @EnumSource(Gate.class)
    void eachGateAloneKeepsTheCallAwayAndOnlyIfItIsRequired(Gate gate) {
        GateRecords closed = closed(gate);

        assertEquals(new Missing(Set.of(gate)), new Gates(ALL, closed).mayTake(INES, LES_LILAS, NOON));
        assertEquals(
                gate == Gate.CONFLICT ? new Missing(Set.of(gate)) : new InOrder(),
                new Gates(EnumSet.complementOf(EnumSet.of(gate)), closed).mayTake(INES, LES_LILAS, NOON));
    }

    @Test
    void everyCombinationOfClosedGatesIsNamed() {
        List<Gate> order = List.copyOf(ALL);
        int combinations = 0;
        for (int bits = 0; bits < 1 << order.size(); bits++) {
            Set<Gate> closed = EnumSet.noneOf(Gate.class);
            GateRecords records = IN_ORDER;
            for (Gate gate : ALL) {
                if ((bits & 1 << order.indexOf(gate)) != 0) {
                    closed.add(gate);
                    records = closed(gate, records);
                }
            }
            assertEquals(
                    closed,
                    new Gates(ALL, records).mayTake(INES, LES_LILAS, NOON).missing());
            combinations++;
        }
        assertEquals(128, combinations);
    }

    @Test
    void decisionsForManyPracticesAreThoseForEach() {
        for (int closed = 0; closed < COMBINATIONS; closed++) {
            GateRecords records = IN_ORDER;
            for (Gate gate : combination(closed)) {
                records = closed(gate, records);
            }
            for (int required = 0; required < COMBINATIONS; required++) {
                Gates gates = new Gates(combination(required), records);
                for (Login assistant : List.of(INES, new Login("awa"))) {
                    var many = new GatesAt(gates, NOON).practicesOf(assistant);
                    for (PracticeId practice : List.of(LES_LILAS, PORT_ROYAL, new PracticeId("trois-tilleuls"))) {
                        assertEquals(
                                gates.mayTake(assistant, practice, NOON)
                                        .missing()
                                        .isEmpty(),
                                many.test(practice),
                                practice::value);
                    }
                }
            }
        }
    }

    private static Set<Gate> combination(int bits) {
        List<Gate> order = List.copyOf(ALL);
        return order.stream()
                .filter(gate -> (bits & 1 << order.indexOf(gate)) != 0)
                .collect(Collectors.toSet());
    }

    @Test
    void aSheetThatWasReadAtTheEarlierVersionCountsForNothing() {
        GateRecords rewritten = IN_ORDER.withSheets(Map.of(LES_LILAS, 4));

        assertEquals(Set.of(Gate.INSTRUCTIONS), decide(rewritten, NOON).missing());
    }

    @Test
    void anAgreementMayBeSignedBeforeItApplies() {
        GateRecords announced = IN_ORDER.withAgreements(Map.of(1, NOON.minusSeconds(60), 2, NOON.plusSeconds(30)));

        assertEquals(Set.of(), decide(announced, NOON).missing());
        assertEquals(Set.of(), decide(announced, NOON.plusSeconds(30)).missing());
        assertEquals(
                Set.of(Gate.AGREEMENT),
                decide(announced.withSigned(Map.of(ID, 1)), NOON.plusSeconds(30))
                        .missing());
        assertEquals(
                Set.of(),
                decide(announced.withSigned(Map.of(ID, 1)), NOON.plusSeconds(29))
                        .missing());
    }

    @Test
    void aPeriodIncludesItsStartAndExcludesItsEnd() {
        GateRecords ending =
                IN_ORDER.withContracts(Map.of(LES_LILAS, List.of(contract(NOON, Optional.of(NOON.plusSeconds(10))))));
        Gates gates = new Gates(ALL, ending);

        assertFalse(gates.isServed(LES_LILAS, NOON.minusNanos(1000)));
        assertTrue(gates.isServed(LES_LILAS, NOON));
        assertTrue(gates.isServed(LES_LILAS, NOON.plusSeconds(10).minusNanos(1000)));
        assertFalse(gates.isServed(LES_LILAS, NOON.plusSeconds(10)));
        assertTrue(new Gates(Set.of(), ending).isServed(LES_LILAS, NOON.plusSeconds(10)), "contracts are not required");
    }

    @Test
    void nextChangeIsTheNextMomentAtWhichTimeAloneDecidesOtherwise() {
        Gates gates = new Gates(ALL, IN_ORDER);

        assertEquals(NOON.minusSeconds(60), gates.nextChangeAfter(NOON.minus(Duration.ofDays(1))));
        assertEquals(NOON.plusSeconds(60), gates.nextChangeAfter(NOON));
        assertEquals(Instant.MAX, gates.nextChangeAfter(NOON.plusSeconds(60)));
    }

    private static GateDecision decide(GateRecords records, Instant at) {
        return new Gates(ALL, records).mayTake(INES, LES_LILAS, at);
    }

    private static GateRecords closed(Gate gate) {
        return closed(gate, IN_ORDER);
    }

    private static GateRecords closed(Gate gate, GateRecords records) {
        Holder holder = Objects.requireNonNull(records.people().get(INES));
        return switch (gate) {
            case ACCOUNT -> records.withPeople(Map.of(INES, new Holder(ID, false, holder.hasTwoFactors())));
            case FACTORS -> records.withPeople(Map.of(INES, new Holder(ID, holder.isActive(), false)));
            case AGREEMENT -> records.withSigned(Map.of(ID, 1));
            case TRAINING -> records.withTrainedUntil(Map.of(ID, NOON));
            case INSTRUCTIONS -> records.withRead(Map.of(ID, Map.of(LES_LILAS, 2)));
            case CONTRACT ->
                records.withContracts(Map.of(LES_LILAS, List.of(contract(NOON.minusSeconds(60), Optional.of(NOON)))));
            case CONFLICT -> records.withConflicts(Map.of(ID, Set.of(LES_LILAS)));
        };
    }

    private static ContractPeriod contract(Instant from, Optional<Instant> until) {
        return new ContractPeriod(LES_LILAS, 1, from, until, ID);
    }
}
