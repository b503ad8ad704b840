package org.permanence.gates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;
import static org.permanence.testing.SamplePractices.TEAM;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.people.PersonId;
import org.permanence.practice.Practice;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.TeamQueue;
import org.permanence.queue.WaiterSignals;
import org.permanence.routing.TeamMatcher;
import org.permanence.testing.InMemoryGateStore;
import org.permanence.testing.InMemoryQueueStore;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;
import org.permanence.triage.Urgency;

/// Random days of two assistants and two practices: gates open, expire and are closed, callers come. The test keeps
/// its own record of what is in order.
class GateSchedulesTest {

    private static final int SCHEDULES = 100_000;
    private static final int STEPS = 12;
    private static final long SEED = 20_261_130;
    private static final List<Assistant> ASSISTANTS = List.of(INES, OMAR);
    private static final List<Practice> PRACTICES = List.of(LES_LILAS, PORT_ROYAL);
    private static final Set<Gate> REQUIRED = EnumSet.complementOf(EnumSet.of(Gate.ACCOUNT, Gate.FACTORS));

    private final Random random = new Random(SEED);
    private int offers;
    private int outOfOrder;
    private int missed;

    @Test
    void inAHundredThousandSchedulesNoCallIsOfferedWithoutEveryGateInOrder() {
        for (int schedule = 0; schedule < SCHEDULES; schedule++) {
            new Schedule().run();
        }

        assertEquals(0, outOfOrder, "offers without a gate in order");
        assertEquals(0, missed, "calls that waited beside a ready assistant with every gate in order");
        assertTrue(offers > SCHEDULES / 10, offers + " offers");
    }

    private static PersonId id(Assistant assistant) {
        return new PersonId("0199aaaa-0000-7000-8000-00000000000" + (assistant.equals(INES) ? 2 : 3));
    }

    private final class Schedule {

        private final SteppedClock clock = new SteppedClock();
        private final InMemoryGateStore store =
                new InMemoryGateStore().with(INES.login(), id(INES)).with(OMAR.login(), id(OMAR));
        private final CurrentGates gates = new CurrentGates(store, REQUIRED);
        private final InMemoryQueueStore calls = new InMemoryQueueStore();
        private final TeamQueue queue = new TeamQueue(
                calls,
                new TeamMatcher(
                        new GatedAssistants(SamplePractices.standard(), gates, (_, _, _, _, _) -> {}, clock), clock),
                new WaiterSignals());

        private final Map<Integer, Instant> agreementFrom = new HashMap<>();
        private final Map<PersonId, Integer> signed = new HashMap<>();
        private final Map<PersonId, Instant> trained = new HashMap<>();
        private final Map<Practice, Integer> sheets = new HashMap<>();
        private final Set<String> read = new HashSet<>();
        private final Map<Practice, Instant> contractEnd = new HashMap<>();
        private final Set<String> conflicts = new HashSet<>();
        private final Set<CallId> reserved = new HashSet<>();
        private int callCount;

        void run() {
            gates.refresh();
            for (Assistant assistant : ASSISTANTS) {
                if (random.nextInt(4) > 0) {
                    signIn(assistant);
                    openAll(assistant);
                }
            }
            for (int step = 0; step < STEPS; step++) {
                clock.advance(Duration.ofSeconds(random.nextInt(30)));
                act();
                gates.refresh();
                queue.match(TEAM);
                examine();
            }
        }

        private void openAll(Assistant assistant) {
            writeAgreement();
            sign(assistant);
            train(assistant);
            for (Practice practice : PRACTICES) {
                writeSheet(practice);
                readSheet(assistant, practice);
                beginContract(practice);
            }
        }

        private void act() {
            Assistant assistant = ASSISTANTS.get(random.nextInt(2));
            Practice practice = PRACTICES.get(random.nextInt(2));
            switch (random.nextInt(12)) {
                case 0 -> writeAgreement();
                case 1 -> sign(assistant);
                case 2 -> train(assistant);
                case 3 -> writeSheet(practice);
                case 4 -> readSheet(assistant, practice);
                case 5 -> beginContract(practice);
                case 6 -> endContract(practice);
                case 7 -> addConflict(assistant, practice);
                case 8 -> removeConflict(assistant, practice);
                default -> callerWaits(practice);
            }
        }

        private Instant soon() {
            return clock.instant().plusSeconds(random.nextInt(120) - 10L);
        }

        private void writeAgreement() {
            Instant from = soon();
            GateText text = store.addText(new GateText.Draft(new GateText.Confidentiality(), "text", from, id(INES)));
            agreementFrom.put(text.version(), from);
        }

        private void sign(Assistant assistant) {
            store.findText(new GateText.Confidentiality()).ifPresent(text -> {
                store.sign(text, id(assistant), clock.instant());
                signed.put(id(assistant), text.version());
            });
        }

        private void train(Assistant assistant) {
            Instant until = soon();
            store.addTraining(new Training(id(assistant), "reception", until, id(OMAR), clock.instant()));
            trained.merge(id(assistant), until, (one, other) -> one.isAfter(other) ? one : other);
        }

        private void writeSheet(Practice practice) {
            GateText text = store.addText(
                    new GateText.Draft(new GateText.Instructions(practice.id()), "sheet", clock.instant(), id(INES)));
            sheets.put(practice, text.version());
        }

        private void readSheet(Assistant assistant, Practice practice) {
            store.findText(new GateText.Instructions(practice.id())).ifPresent(text -> {
                store.sign(text, id(assistant), clock.instant());
                read.add(assistant.login() + "/" + practice.id() + "/" + text.version());
            });
        }

        private void beginContract(Practice practice) {
            Instant until = soon();
            GateText text =
                    store.addText(new GateText.Draft(new GateText.Contract(), "text", clock.instant(), id(INES)));
            store.addContract(
                    new ContractPeriod(practice.id(), 1, clock.instant(), Optional.of(until), id(INES)),
                    text,
                    clock.instant());
            contractEnd.merge(practice, until, (one, other) -> one.isAfter(other) ? one : other);
        }

        private void endContract(Practice practice) {
            store.endContracts(practice.id(), clock.instant());
            contractEnd.remove(practice);
        }

        private void addConflict(Assistant assistant, Practice practice) {
            store.addConflict(id(assistant), practice.id(), id(OMAR), clock.instant());
            conflicts.add(assistant.login() + "/" + practice.id());
        }

        private void removeConflict(Assistant assistant, Practice practice) {
            store.removeConflict(id(assistant), practice.id());
            conflicts.remove(assistant.login() + "/" + practice.id());
        }

        private void signIn(Assistant assistant) {
            calls.inTeam(TEAM, transaction -> {
                transaction.save(Presence.neverSignedIn(assistant.login(), TEAM, clock.instant())
                        .on(AssistantEvent.SIGNED_IN, clock.instant())
                        .orElseThrow());
                return TEAM;
            });
        }

        private void callerWaits(Practice practice) {
            var call = new CallId("call-" + callCount++);
            calls.inTeam(TEAM, transaction -> {
                transaction.save(QueueEntry.arriving(call, practice.id(), TEAM, Urgency.ROUTINE, clock.instant()));
                return TEAM;
            });
        }

        private void examine() {
            for (QueueEntry entry : calls.waiting(TEAM)) {
                entry.reservedAssistant()
                        .filter(_ -> reserved.add(entry.call()))
                        .ifPresent(login -> {
                            offers++;
                            outOfOrder += isInOrder(login.equals(INES.login()) ? INES : OMAR, entry) ? 0 : 1;
                        });
            }
            for (QueueEntry entry : calls.waiting(TEAM)) {
                if (entry.reservedAssistant().isEmpty()) {
                    missed += (int) ASSISTANTS.stream()
                            .filter(assistant -> isReady(assistant) && isInOrder(assistant, entry))
                            .count();
                }
            }
        }

        private boolean isReady(Assistant assistant) {
            return calls.presences(TEAM).stream()
                    .anyMatch(presence ->
                            presence.login().equals(assistant.login()) && presence.state() == AssistantState.READY);
        }

        private boolean isInOrder(Assistant assistant, QueueEntry entry) {
            Practice practice = entry.practice().equals(LES_LILAS.id()) ? LES_LILAS : PORT_ROYAL;
            Instant now = clock.instant();
            int current = agreementFrom.entrySet().stream()
                    .filter(version -> !version.getValue().isAfter(now))
                    .mapToInt(Map.Entry::getKey)
                    .max()
                    .orElse(Integer.MAX_VALUE);
            return signed.getOrDefault(id(assistant), 0) >= current
                    && trained.getOrDefault(id(assistant), Instant.MIN).isAfter(now)
                    && read.contains(assistant.login() + "/" + practice.id() + "/" + sheets.getOrDefault(practice, 0))
                    && contractEnd.getOrDefault(practice, Instant.MIN).isAfter(now)
                    && !conflicts.contains(assistant.login() + "/" + practice.id());
        }
    }
}
