package org.permanence.boot;

import java.time.Duration;
import java.time.InstantSource;
import org.permanence.message.MessageAccess;
import org.permanence.message.MessageService;
import org.permanence.store.Database;
import org.permanence.store.JooqMessageStore;

/// The messages that callers leave.
final class MessageModule implements EngineModule {

    private static final Duration RECONCILE_INTERVAL = Duration.ofMinutes(1);

    private final MessageService service;
    private final MessageAccess access;

    MessageModule(
            Database database,
            RecordingModule recordings,
            AuditModule audit,
            MessageService.MessageListener listener,
            InstantSource clock) {
        var store = new JooqMessageStore(database);
        service = new MessageService(recordings.active(), store, database, listener, clock);
        access = new MessageAccess(store, recordings.access(), audit.log());
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(RECONCILE_INTERVAL, "messages", service::reconcile);
    }

    MessageService service() {
        return service;
    }

    MessageAccess access() {
        return access;
    }

    @Override
    public void close() {}
}
