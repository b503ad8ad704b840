package org.permanence.gates;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.Login;
import org.permanence.assistant.Skill;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.OfferCheck;
import org.permanence.queue.QueueEntry;

/// The assistants of the installation, each with the practices whose gates are in order. So a match offers no other
/// practice's call. An assistant is looked at again when a gate has changed, or time alone opens or closes one.
/// Thread-safe.
public final class GatedAssistants implements AssistantDirectory, OfferCheck {

    /// Enters what the gates refused.
    public interface Listener {

        /// Gates were not in order when the telephone was about to ring, or at the answer.
        ///
        /// @param at whether the telephone did not ring, or the gate closed while it rang
        void onMissing(Login assistant, PracticeId practice, CallId call, Set<Gate> missing, Moment at);
    }

    /// When gates are asked.
    public enum Moment {
        /// Before the telephone rings. It does not ring.
        RING,
        /// When the assistant has answered. The talk goes on.
        ANSWER
    }

    /// An assistant as staffed, and with the practices that are in order.
    private record Seen(Assistant staffed, Assistant inOrder) {}

    /// The assistants as decided on these gates, until time changes a decision.
    private record View(Gates gates, GatesAt decided, Instant from, Instant until, Map<Login, Seen> seen) {

        static View of(Gates gates, Instant now) {
            return new View(gates, new GatesAt(gates, now), now, gates.nextChangeAfter(now), new ConcurrentHashMap<>());
        }

        boolean isOf(Gates current, Instant now) {
            return gates.equals(current) && !now.isBefore(from) && now.isBefore(until);
        }
    }

    private final AssistantDirectory staffed;
    private final CurrentGates gates;
    private final Listener listener;
    private final InstantSource clock;
    private volatile View view = View.of(Gates.OPEN, Instant.MIN);

    public GatedAssistants(AssistantDirectory staffed, CurrentGates gates, Listener listener, InstantSource clock) {
        this.staffed = staffed;
        this.gates = gates;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public Optional<Assistant> find(Login login) {
        View current = currentView();
        return staffed.find(login).map(assistant -> inOrder(assistant, current));
    }

    @Override
    public Optional<Assistant> findInService(Login login) {
        View current = currentView();
        return staffed.findInService(login).map(assistant -> inOrder(assistant, current));
    }

    @Override
    public Collection<Assistant> inService() {
        View current = currentView();
        return staffed.inService().stream()
                .map(assistant -> inOrder(assistant, current))
                .toList();
    }

    @Override
    public List<TeamId> teams() {
        return staffed.teams();
    }

    @Override
    public boolean isServed(PracticeId practice) {
        return gates.get().isServed(practice, clock.instant());
    }

    @Override
    public boolean permits(Login assistant, QueueEntry entry) {
        return enterMissing(assistant, entry, Moment.RING);
    }

    @Override
    public void answered(Login assistant, QueueEntry entry) {
        var _ = enterMissing(assistant, entry, Moment.ANSWER);
    }

    private boolean enterMissing(Login assistant, QueueEntry entry, Moment at) {
        Set<Gate> missing = gates.get()
                .mayTake(assistant, entry.practice(), clock.instant())
                .missing();
        if (!missing.isEmpty()) {
            listener.onMissing(assistant, entry.practice(), entry.call(), missing, at);
        }
        return missing.isEmpty();
    }

    private View currentView() {
        Gates current = gates.get();
        Instant now = clock.instant();
        View known = view;
        if (!known.isOf(current, now)) {
            known = View.of(current, now);
            view = known;
        }
        return known;
    }

    private static Assistant inOrder(Assistant staffed, View current) {
        Seen seen = current.seen().get(staffed.login());
        if (seen == null || !seen.staffed().equals(staffed)) {
            seen = new Seen(staffed, withPracticesInOrder(staffed, current));
            current.seen().put(staffed.login(), seen);
        }
        return seen.inOrder();
    }

    private static Assistant withPracticesInOrder(Assistant staffed, View current) {
        Predicate<PracticeId> inOrder = current.decided().practicesOf(staffed.login());
        List<Map.Entry<PracticeId, Skill>> served = staffed.skills().entrySet().stream()
                .filter(skill -> inOrder.test(skill.getKey()))
                .toList();
        return served.size() == staffed.skills().size() ? staffed : staffed.withSkills(toMap(served));
    }

    /// Thousands of entries for each assistant: a map that is not copied again.
    @SuppressWarnings({"unchecked", "rawtypes"}) // An array of a generic type.
    private static Map<PracticeId, Skill> toMap(List<Map.Entry<PracticeId, Skill>> served) {
        return Map.ofEntries(served.toArray(new Map.Entry[0]));
    }
}
