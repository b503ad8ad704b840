package org.permanence.boot;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.access.AccessRequest;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.blocking.BlockedNumbers;
import org.permanence.boot.console.EngineConsole;
import org.permanence.breakglass.BreakGlassListener;
import org.permanence.breakglass.BreakGlassRights;
import org.permanence.call.CallEnded;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.Consent;
import org.permanence.management.RecordsApi;
import org.permanence.message.MessageInProgress;
import org.permanence.message.MessageService;
import org.permanence.note.AssistantCalls;
import org.permanence.people.PeopleService;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeId;
import org.permanence.practice.RecordingRules;
import org.permanence.practice.RecordingRules.LegalBasis;
import org.permanence.privacy.PersonalText;
import org.permanence.privacy.PhoneNumber;
import org.permanence.publish.PracticeRegistries;
import org.permanence.recording.CallRecording;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingAccess;
import org.permanence.recording.RecordingServices;
import org.permanence.retention.DataKind;
import org.permanence.retention.DataRetention;
import org.permanence.seal.RecordingId;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.signin.SignedInPeople;
import org.permanence.store.Database;
import org.permanence.testing.Fixtures;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.SteppedClock;

/// The records of an installation on disk, without an engine.
public final class RecordsOnDisk implements AutoCloseable {

    private static final RecordingServices.LossListener NO_RECORDING_LISTENER = new RecordingServices.LossListener() {
        @Override
        public void onRecordingLost() {}

        @Override
        public void onFramesLost(long frames) {}
    };

    private static final MessageService.MessageListener NO_MESSAGE_LISTENER = new MessageService.MessageListener() {
        @Override
        public void onMessageReceived(PracticeId practice) {}

        @Override
        public void onMessageOverdue(PracticeId practice) {}
    };

    private static final DataRetention.RetentionListener NO_RETENTION_LISTENER = new DataRetention.RetentionListener() {
        @Override
        public void onDeleted(DataKind kind, long count) {}

        @Override
        public void onFailed(DataKind kind) {
            throw new IllegalStateException("retention of " + kind + " failed");
        }
    };

    private static final BreakGlassListener NO_BREAK_GLASS_LISTENER = new BreakGlassListener() {
        @Override
        public void onOpened(PracticeId practice) {}

        @Override
        public void onNotReviewed(PracticeId practice) {}
    };

    private static final Set<PracticeId> KNOWN_PRACTICES =
            Set.of(SamplePractices.LES_LILAS.id(), SamplePractices.PORT_ROYAL.id());

    private final Database database;
    private final SignedInModule signedIn;
    private final AssistantCalls calls;
    private final RecordsModule module;
    private final QueueModule queues;

    private RecordsOnDisk(Database database, RecordsModule.LivePeople live, RecordsModule module, QueueModule queues) {
        this.queues = queues;
        this.database = database;
        this.signedIn = live.signedIn();
        this.calls = live.calls();
        this.module = module;
    }

    /// Opens the records and their database.
    public static RecordsOnDisk open(InstallationSettings settings) {
        return open(settings, new SteppedClock());
    }

    /// Opens the records and their database at the time of this clock.
    public static RecordsOnDisk open(InstallationSettings settings, InstantSource clock) {
        return openIfPossible(settings, clock).orElseThrow();
    }

    /// Tries to open the records; returns whether that was possible.
    public static boolean opens(InstallationOnDisk installation) {
        Optional<RecordsOnDisk> records = openIfPossible(installation.settings(), new SteppedClock());
        records.ifPresent(RecordsOnDisk::close);
        return records.isPresent();
    }

    /// The people of a database without calls.
    static RecordsModule.LivePeople people(InstallationSettings settings, Database database, InstantSource clock) {
        return new RecordsModule.LivePeople(
                new SignedInModule(settings, PracticeRegistries.withoutOverrides(settings), database, clock),
                new AssistantCalls(clock));
    }

    private static Optional<RecordsOnDisk> openIfPossible(InstallationSettings settings, InstantSource clock) {
        Database database = Databases.open(settings.database());
        RecordsModule.LivePeople live = people(settings, database, clock);
        Optional<RecordsOnDisk> records = RecordsModule.open(
                        settings,
                        database,
                        live,
                        new RecordsModule.Listeners(
                                NO_RECORDING_LISTENER,
                                NO_MESSAGE_LISTENER,
                                NO_RETENTION_LISTENER,
                                NO_BREAK_GLASS_LISTENER,
                                () -> {},
                                () -> {}),
                        clock)
                .map(module -> new RecordsOnDisk(
                        database,
                        live,
                        module,
                        new QueueModule(
                                settings,
                                live.signedIn(),
                                database,
                                Optional.of(module.audit().log()),
                                clock)));
        if (records.isEmpty()) {
            database.close();
        }
        return records;
    }

    public RecordsApi api() {
        return new RecordsApi(
                Optional.of(module.api("FR", (_, _) -> {}, queues.gatesApi(module))), KNOWN_PRACTICES::contains);
    }

    /// A caller leaves a message of three seconds. The clock, by which the records were opened, moves on.
    public RecordingId leaveMessage(Practice practice, SteppedClock clock) {
        Set<RecordingId> before = recordings(practice);
        MessageInProgress message = module.messages()
                .service()
                .begin(ScriptedCall.to(Fixtures.LES_LILAS_DID).from(Fixtures.CALLER), practice)
                .orElseThrow();
        message.start();
        for (int second = 0; second < 3; second++) {
            clock.advance(Duration.ofSeconds(1));
            message.onAudio(ByteBuffer.allocate(8_000 * 4));
        }
        message.stop();
        message.ended();
        if (!message.isSealed()) {
            throw new IllegalStateException("message: not sealed (expected: sealed)");
        }
        message.flowEnded();
        return recordings(practice).stream()
                .filter(recording -> !before.contains(recording))
                .findFirst()
                .orElseThrow();
    }

    /// Connects a caller of Les Lilas with this assistant.
    public void connect(String call, Login assistant) {
        var caller = ScriptedCall.to(Fixtures.LES_LILAS_DID).withId(call).from(Fixtures.CALLER);
        calls.connected(caller, SamplePractices.LES_LILAS, assistant);
    }

    /// Begins to record the conversation of this assistant with a caller who has heard the notice.
    public void record(String call, Login assistant) throws CallEnded {
        var recordsAlways = SamplePractices.LES_LILAS.withRecordings(
                new RecordingRules(new RecordingRules.Mode.Always(LegalBasis.CONSENT), 180, false));
        var caller = ScriptedCall.to(Fixtures.LES_LILAS_DID).withId(call);
        var events = new CallEventLog(_ -> {}, caller.id(), recordsAlways.id(), InstantSource.system());
        CallRecording recording =
                module.recordings().active().forCall(caller, recordsAlways, events, Optional.of(Consent.NOTIFIED));
        recording.tapConversation(caller);
        recording.connected(assistant);
    }

    private Set<RecordingId> recordings(Practice practice) {
        return module
                .recordings()
                .store()
                .find(practice.id(), Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), Integer.MAX_VALUE)
                .stream()
                .map(Recording::id)
                .collect(Collectors.toSet());
    }

    public BlockedNumbers blocking() {
        return module.blocking().numbers();
    }

    public RecordingAccess recordingAccess() {
        return module.recordings().access();
    }

    public AuditLog auditLog() {
        return module.audit().log();
    }

    /// Enters in the audit log that an auditor has listed the recordings of a practice: one entry.
    public void enterListing(PracticeId practice) {
        var auditor = new AccessRequest(
                new Principal.Person("claire", Role.AUDITOR, "cli", Principal.NO_SESSION),
                Purpose.HCOMPL,
                AccessRequest.Reason.NONE);
        var object = new AuditObject(AuditObject.Kind.PRACTICE, practice.value());
        var _ = auditLog().open(AuditRequest.of(auditor, Action.RECORDING_LISTED, practice, object));
    }

    public AccessRequest.Reason sealReason(PersonalText reason) {
        return module.keys().sealReason(reason);
    }

    public String pseudonym(PracticeId practice, PhoneNumber number) {
        return module.keys().pseudonyms().of(practice, number);
    }

    /// Who has signed in, on the management port.
    public SignedInPeople signedIn() {
        return signedIn.lookup();
    }

    /// What open break-glass access gives people.
    public BreakGlassRights breakGlass() {
        return signedIn.breakGlassRights();
    }

    /// Rests the accounts whose break-glass access was not reviewed in time, as the periodic task does.
    public void restNotReviewed() {
        module.breakGlass().restNotReviewed();
    }

    public PeopleService people() {
        return module.people().people();
    }

    Optional<EngineConsole> console() {
        return module.console();
    }

    /// Puts the assistants of the settings into the database, as the engine does soon after its start.
    public void seedAssistants() {
        module.people().seedAssistants();
    }

    /// Deletes what is expired, as the periodic task does.
    public void applyRetention() {
        module.retention().run();
    }

    /// Uploads complete recordings, as the periodic task does.
    public void upload() {
        module.recordings().upload();
    }

    @Override
    public void close() {
        module.close();
        database.close();
    }
}
