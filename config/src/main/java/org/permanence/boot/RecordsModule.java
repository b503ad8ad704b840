package org.permanence.boot;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditLogState;
import org.permanence.boot.console.EngineConsole;
import org.permanence.breakglass.BreakGlassListener;
import org.permanence.breakglass.BreakGlassService;
import org.permanence.management.AccessRequests;
import org.permanence.management.AuditApi;
import org.permanence.management.GatesApi;
import org.permanence.management.MessagesApi;
import org.permanence.management.NotesApi;
import org.permanence.management.PatientsApi;
import org.permanence.management.RecordingsApi;
import org.permanence.management.RecordsApi;
import org.permanence.message.MessageService;
import org.permanence.note.AssistantCalls;
import org.permanence.note.NoteService;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.recording.RecordingServices;
import org.permanence.retention.DataRetention;
import org.permanence.seal.SealException;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.SettingsException;
import org.permanence.store.Database;
import org.permanence.store.note.JooqNoteStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The modules that need the keys and the audit log. Either all of them are open, or none is. Without them nothing
/// is recorded or handed out, and calls continue.
record RecordsModule(
        RecordGuards guards,
        RecordingModule recordings,
        MessageModule messages,
        NoteService notes,
        BlockingModule blocking,
        PeopleModule people,
        BreakGlassService breakGlass,
        Optional<EngineConsole> console,
        RetentionModule retention)
        implements EngineModule {

    private static final Logger LOG = LoggerFactory.getLogger(RecordsModule.class);
    private static final Duration CONSOLE_INTERVAL = Duration.ofSeconds(1);
    private static final Duration REVIEW_INTERVAL = Duration.ofMinutes(1);
    private static final Duration BREAK_GLASS_EXPIRY_INTERVAL = Duration.ofDays(1);

    /// Notified of events that operations must know about.
    record Listeners(
            RecordingServices.LossListener recordings,
            MessageService.MessageListener messages,
            DataRetention.RetentionListener retention,
            BreakGlassListener breakGlass,
            Runnable auditLogShortened,
            Runnable manyFailedSignIns) {}

    /// What is known while no records are available.
    ///
    /// @param calls which assistant has which call
    record LivePeople(SignedInModule signedIn, AssistantCalls calls) {}

    /// Opens all modules. If one fails, closes those already open, logs the reason and returns empty.
    static Optional<RecordsModule> open(
            InstallationSettings settings,
            Database database,
            LivePeople live,
            Listeners listeners,
            InstantSource clock) {
        Deque<EngineModule> opened = new ArrayDeque<>();
        try {
            var keys = new KeyModule(settings, clock);
            opened.push(keys);
            var audit = new AuditModule(settings, database, keys, listeners.auditLogShortened(), clock);
            opened.push(audit);
            var guards = new RecordGuards(keys, audit);
            var recordings = new RecordingModule(settings, database, guards, listeners.recordings(), clock);
            opened.push(recordings);
            var messages = new MessageModule(database, recordings, audit, listeners.messages(), clock);
            var notes = new NoteService(
                    new JooqNoteStore(database),
                    live.calls(),
                    new NoteService.Keys(
                            practice -> keys.policies().apply(practice).recipients(), keys.pseudonyms()),
                    audit.log(),
                    clock);
            var blocking = new BlockingModule(database, guards, clock);
            var people =
                    new PeopleModule(settings, database, guards, live.signedIn(), listeners.manyFailedSignIns(), clock);
            var breakGlass = live.signedIn().breakGlass(audit.log(), listeners.breakGlass());
            var retention = new RetentionModule(
                    settings,
                    database,
                    new RetentionModule.Records(
                            guards, recordings, live.signedIn().assistants()),
                    listeners.retention(),
                    clock);
            audit.recordRootKeyMove(keys.rewrappedKeys());
            return Optional.of(new RecordsModule(
                    guards,
                    recordings,
                    messages,
                    notes,
                    blocking,
                    people,
                    breakGlass,
                    people.console(audit.readings()),
                    retention));
        } catch (SealException | AuditException | SettingsException fault) {
            opened.forEach(EngineModule::close);
            LOG.atError()
                    .addKeyValue("expected", "the root key, its key store and an undamaged audit log")
                    .setCause(fault)
                    .log("records.unavailable");
            return Optional.empty();
        }
    }

    KeyModule keys() {
        return guards.keys();
    }

    AuditModule audit() {
        return guards.audit();
    }

    /// The figures of the audit log.
    AuditLogState auditState() {
        return audit().log().state();
    }

    /// The records' part of the management API.
    ///
    /// @param country the ISO code of the country in which numbers are written as dialled
    /// @param onErasure deletes what is stored about a number for future calls
    RecordsApi.Parts api(String country, BiConsumer<PracticeId, PhoneNumber> onErasure, GatesApi gates) {
        var access = new AccessRequests(keys()::sealReason);
        return new RecordsApi.Parts(
                new RecordingsApi(recordings.active(), recordings.access(), access),
                new MessagesApi(messages.access(), access, country),
                new NotesApi(notes, access),
                new PatientsApi(recordings.erasure(), blocking.numbers(), notes, onErasure, access),
                new AuditApi(
                        audit().log(), audit().refusedRequests(), audit().readings(), audit().auditedKeys(), access),
                people.approvalsApi(),
                people.api(),
                people.signInApi(breakGlass),
                people.breakGlassApi(breakGlass, access),
                gates);
    }

    /// Calls can come, so the console may start.
    void callsCanCome() {
        console.ifPresent(EngineConsole::callsCanCome);
    }

    /// Why there is no console, although the settings have one.
    Optional<String> consoleFault() {
        return console.flatMap(EngineConsole::fault);
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        keys().schedule(tasks);
        audit().schedule(tasks);
        recordings.schedule(tasks);
        messages.schedule(tasks);
        blocking.schedule(tasks);
        people.schedule(tasks);
        tasks.schedule(REVIEW_INTERVAL, "break-glass-review", breakGlass::restNotReviewed);
        tasks.schedule(BREAK_GLASS_EXPIRY_INTERVAL, "break-glass-expiry", breakGlass::deleteOld);
        retention.schedule(tasks);
        console.ifPresent(running -> tasks.scheduleOnOwnThread(CONSOLE_INTERVAL, "console", running::run));
    }

    /// Closes the console first, then the recordings, because sealing them needs the audit log and the keys.
    @Override
    public void close() {
        console.ifPresent(EngineConsole::close);
        retention.close();
        people.close();
        blocking.close();
        messages.close();
        recordings.close();
        audit().close();
        keys().close();
    }
}
