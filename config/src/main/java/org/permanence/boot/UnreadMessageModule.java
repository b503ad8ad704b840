package org.permanence.boot;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.permanence.message.UnreadEscalation;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.store.Database;
import org.permanence.store.JooqMessageStore;

/// Rings the doctors on call about messages that stay unread.
final class UnreadMessageModule implements EngineModule {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final UnreadEscalation escalation;
    private final BooleanSupplier attached;

    /// What the module needs from the running engine.
    ///
    /// @param onNotAccepted notified when an escalation ends without acceptance
    /// @param attached whether Asterisk can dial; if it cannot, an attempt must not count as unanswered
    record Operations(Consumer<PracticeId> onNotAccepted, BooleanSupplier attached) {}

    UnreadMessageModule(
            Database database,
            PracticeDirectory practices,
            OutboundCalls outbound,
            Operations operations,
            InstantSource clock) {
        attached = operations.attached();
        escalation = new UnreadEscalation(
                new JooqMessageStore(database),
                practices,
                outbound.dialling("unread", Thread.ofVirtual().name("unread-", 0)::start),
                operations.onNotAccepted(),
                clock);
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(INTERVAL, "unread-messages", this::escalate);
    }

    private void escalate() {
        if (attached.getAsBoolean()) {
            escalation.escalateOverdue();
        }
    }

    @Override
    public void close() {}
}
