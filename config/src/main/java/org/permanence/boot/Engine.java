package org.permanence.boot;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.permanence.adapter.agi.AgiServer;
import org.permanence.adapter.ami.AmiClient;
import org.permanence.adapter.ami.AmiTimeouts;
import org.permanence.adapter.ami.AmiTransport;
import org.permanence.adapter.asterisk.AmiOutboundDialer;
import org.permanence.adapter.asterisk.AsteriskServices;
import org.permanence.adapter.asterisk.AsteriskSwitch;
import org.permanence.assistant.Assistant;
import org.permanence.blocking.BlockAwareCallerHistory;
import org.permanence.call.CallId;
import org.permanence.call.Dialling;
import org.permanence.call.FlowName;
import org.permanence.dialplan.MessageServices;
import org.permanence.dialplan.ReceptionFactory;
import org.permanence.dialplan.ReceptionServices;
import org.permanence.flow.CallFlowFactory;
import org.permanence.flow.CallFlowRegistry;
import org.permanence.flow.CallRunner;
import org.permanence.journal.BufferedJournal;
import org.permanence.journal.CallRecord;
import org.permanence.message.MessageTaker;
import org.permanence.message.UnreadEscalation;
import org.permanence.metrics.CallMetrics;
import org.permanence.metrics.EngineMetrics;
import org.permanence.oncall.OnCallOverrides;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.InMemoryCallerHistory;
import org.permanence.practice.TeamId;
import org.permanence.queue.AssistantService;
import org.permanence.queue.HoldLoop;
import org.permanence.queue.QueueReconciler;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.queue.TeamQueue;
import org.permanence.queue.WaiterSignals;
import org.permanence.recording.RecordingFactory;
import org.permanence.routing.TeamMatcher;
import org.permanence.settings.AmiSettings;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.store.JooqJournalStore;
import org.permanence.store.JooqMessageStore;
import org.permanence.store.JooqOnCallOverrideStore;
import org.permanence.store.JooqPracticeHistory;
import org.permanence.store.JooqQueueStore;
import org.permanence.transfer.TransferRegistry;
import org.permanence.waittime.WaitEstimator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running house: everything made once, by hand, and closed in the opposite order.
final class Engine implements AutoCloseable {

    /// The path in the dialplan's `agi://…/reception`.
    private static final FlowName RECEPTION = new FlowName("reception");

    /// Some minutes of a busy house without its database.
    private static final int JOURNAL_BUFFER = 10_000;

    /// As many callers are remembered for an hour.
    private static final int REMEMBERED_CALLERS = 50_000;

    /// The watchdog ends an engine that has been still for two seconds.
    private static final Duration WATCHDOG_INTERVAL = Duration.ofMillis(250);

    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration ASSIGNMENT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration RECONCILE_INTERVAL = Duration.ofSeconds(5);
    private static final Duration SECOND = Duration.ofSeconds(1);
    /// As much of a conversation a power cut may cost; an engine that dies costs none of what it has written.
    private static final Duration RECORDING_SYNC_INTERVAL = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final InstantSource clock = Clock.systemUTC();
    private final EngineMetrics metrics = new EngineMetrics();
    private final WaiterSignals signals = new WaiterSignals();
    private final TransferRegistry transfers = new TransferRegistry();
    private final PeriodicTasks tasks = new PeriodicTasks();
    private final DeferredAmiCommands amiCommands = new DeferredAmiCommands();
    private final Database database;
    private final BufferedJournal journal;
    private final CallRunner runner;
    private final AssistantService assistantService;
    private final JooqJournalStore journalStore;
    private final AsteriskSwitch asterisk;
    private final AgiServer agi;
    private final AmiClient ami;
    private final AudioTapFactory audioTaps;
    private final Optional<RecordsModule> records;
    private final CallbackModule callbacks;
    private final UnreadEscalation unreadEscalation;
    private final OnCallOverrides overrides;
    private final PracticeRegistry registry;
    private final PracticePublisher publisher;
    private final ManagementServer management;
    private final Heartbeat heartbeat;
    private final QueueReconciler reconciler;
    private final TeamQueue queue;
    private final PeriodicTasks.PeriodicTask reconcileTask;
    private final List<TeamId> teams;
    private volatile boolean reconciled;

    /// Makes the house; nothing listens before [#standard]. The database is the house's from here on.
    Engine(InstallationSettings settings, PromptLibrary prompts, Database database) {
        this(settings, prompts, database, UnaryOperator.identity());
    }

    /// @param heard what its callers hear of the flows: a benchmark leaves out what would be played to them
    Engine(
            InstallationSettings settings,
            PromptLibrary prompts,
            Database database,
            UnaryOperator<CallFlowFactory> flowDecorator) {
        var overrideStore = new JooqOnCallOverrideStore(database);
        overrides = new OnCallOverrides(overrideStore, clock);
        registry = new PracticeRegistry(settings, overrides);
        publisher = new PracticePublisher(
                settings, registry, prompts::renderPractice, new JooqPracticeHistory(database), clock);
        var assistants = new ConfiguredAssistants(settings);
        teams = assistants.all().stream().map(Assistant::team).distinct().toList();
        this.database = database;
        var queueStore = new JooqQueueStore(database);
        journalStore = new JooqJournalStore(database);
        journal = new BufferedJournal(
                journalStore, MetricsBridge.journal(metrics, new CallMetrics(metrics, registry)), JOURNAL_BUFFER);
        queue = new TeamQueue(queueStore, new TeamMatcher(assistants, clock), signals);
        assistantService = new AssistantService(queue, queueStore, assistants, clock);
        records = RecordsModule.open(
                settings,
                database,
                new RecordsModule.Listeners(MetricsBridge.recordings(metrics), MetricsBridge.messages(metrics)),
                clock);
        var outboundDialer = new AmiOutboundDialer(amiCommands, prompts, new ConfiguredDialTargets(settings));
        callbacks = new CallbackModule(
                records,
                database,
                queue,
                registry,
                outboundDialer,
                AmiSystemName.of(settings.ami().secret().read()),
                journal,
                clock);
        unreadEscalation = unreadEscalation(settings, outboundDialer);
        var holdLoop = new HoldLoop(
                queue,
                new HoldLoop.Services(
                        signals, assistants, new WaitEstimator(metrics::quotedWait), callbacks.callerMemory()),
                clock);
        runner = new CallRunner(
                flowDecorator.apply(new CallFlowRegistry(Map.of(RECEPTION, receptionFactory(settings, holdLoop)))),
                Thread.ofVirtual().name("call-", 0).factory(),
                settings.agi().maxCalls());
        audioTaps = AudioTapFactory.create(settings, metrics);
        var amiSettings = amiSettings(settings.ami());
        asterisk = new AsteriskSwitch(
                runner::accept,
                new SwitchEvents(),
                asteriskServices(settings, prompts, outboundDialer),
                amiSettings::legId,
                clock);
        agi = new AgiServer(agiSettings(settings), asterisk, MetricsBridge.agi(metrics));
        ami = new AmiClient(amiSettings, asterisk, MetricsBridge.ami(metrics), System::nanoTime, new SecureRandom());
        amiCommands.bind(ami);
        reconciler = new QueueReconciler(
                queue,
                new QueueReconciler.CallRecords(journalStore, journal),
                new QueueReconciler.LiveCalls(asterisk, this::isInProgress),
                assistants,
                clock);
        reconcileTask = tasks.schedule(RECONCILE_INTERVAL, "upkeep", this::reconcile);
        heartbeat = new Heartbeat(ami::send, engineNumber(settings), Heartbeat.fileIn(settings), clock);
        management = new ManagementServer(
                settings.management(),
                new OperationsApi(
                        assistantService,
                        transfers,
                        journalStore,
                        metrics,
                        heartbeat::isAccepted,
                        asterisk::channelIds),
                new RecordingsApi(records, settings.identity().country(), callbacks::erase),
                new PracticeApi(publisher),
                new OnCallApi(registry, settings, overrideStore, overrides, clock));
    }

    private UnreadEscalation unreadEscalation(InstallationSettings settings, AmiOutboundDialer outboundDialer) {
        String systemName = AmiSystemName.of(settings.ami().secret().read());
        var random = new SecureRandom();
        return new UnreadEscalation(
                new JooqMessageStore(database),
                registry,
                new Dialling(
                        outboundDialer,
                        () -> new CallId(systemName + "-unread-" + random.nextLong(Long.MAX_VALUE)),
                        Thread.ofVirtual().name("unread-", 0)::start),
                metrics::messageNotAccepted,
                clock);
    }

    private AsteriskServices asteriskServices(
            InstallationSettings settings, PromptLibrary prompts, AmiOutboundDialer outboundDialer) {
        return new AsteriskServices(
                amiCommands,
                prompts,
                new ConfiguredDialTargets(settings),
                outboundDialer,
                audioTaps.mode(),
                settings.identity().country());
    }

    private CallFlowFactory receptionFactory(InstallationSettings settings, HoldLoop holdLoop) {
        return new ReceptionFactory(new ReceptionServices(
                registry,
                holdLoop,
                journal,
                records.<RecordingFactory>map(RecordsModule::activeRecordings).orElseGet(RecordingFactory::none),
                transfers,
                messageServices(settings),
                callbacks.booking(),
                callerHistory(),
                this::earlierRecord,
                clock));
    }

    /// Opens the doors. Calls come once Asterisk is attached and the books are mended.
    void open() {
        metrics.registerRunningCalls(runner::running);
        metrics.registerWaitingCalls(signals::waiterCount);
        metrics.registerJournalBacklog(journal::backlog);
        callbacks.start();
        management.start();
        audioTaps.open();
        agi.start();
        ami.start();
        tasks.schedule(WATCHDOG_INTERVAL, "watchdog", heartbeat::touchFile);
        tasks.schedule(HEARTBEAT_INTERVAL, "beat", this::heartbeat);
        tasks.schedule(MINUTE, "callbacks", callbacks::runPeriodically);
        tasks.schedule(MINUTE, "practices", publisher::recordInitialVersions);
        tasks.schedule(RECONCILE_INTERVAL, "on-call", overrides::refresh);
        tasks.schedule(ASSIGNMENT_INTERVAL, "match", () -> teams.forEach(queue::match));
        records.ifPresent(module -> {
            tasks.schedule(SECOND, "archive", module::signCheckpoint);
            tasks.schedule(RECONCILE_INTERVAL, "blocked", module.blocking()::refresh);
            tasks.schedule(RECORDING_SYNC_INTERVAL, "recordings", module::syncRecordings);
            tasks.schedule(MINUTE, "recovery", module::recoverInterrupted);
            tasks.schedule(MINUTE, "messages", module.messageService()::reconcile);
            tasks.schedule(MINUTE, "unread", this::escalateUnreadMessages);
            tasks.schedule(MINUTE, "vault", module::uploadToStore);
            tasks.schedule(HOUR, "retention", module::applyRetention);
        });
        Thread.ofPlatform().name("machine-metrics").daemon().start(metrics::registerJvm);
        LOG.atInfo()
                .addKeyValue("agi", agi.port())
                .addKeyValue("management", management.port())
                .log("house.open");
    }

    private void heartbeat() {
        if (reconciled) {
            heartbeat.sendToDialplan();
        }
    }

    /// The first round comes before the first call: whoever waited before a restart finds a queue that is true. A
    /// store that is away must not keep an emergency out.
    private void reconcile() {
        if (asterisk.callers().isEmpty()) {
            return;
        }
        try {
            reconciler.reconcile();
        } finally {
            reconciled = true;
            heartbeat.sendToDialplan(); // At once: callers who waited through a restart are kept for some seconds only.
        }
        records.ifPresent(module -> module.recoverFromPreviousRun(asterisk, journalStore::openCall, journal, registry));
    }

    /// An order that Asterisk cannot take would be as if nobody on call answered.
    private void escalateUnreadMessages() {
        if (asterisk.callers().isPresent()) {
            unreadEscalation.escalateOverdue();
        }
    }

    private MessageServices messageServices(InstallationSettings settings) {
        return new MessageServices(
                records.<MessageTaker>map(RecordsModule::messageService).orElseGet(MessageTaker::none),
                settings.identity().country());
    }

    /// Without an archive nobody is blocked: there are no pseudonyms.
    private CallerHistory callerHistory() {
        var recent = new InMemoryCallerHistory(clock, REMEMBERED_CALLERS);
        return records.<CallerHistory>map(module -> new BlockAwareCallerHistory(recent, module.blocking()))
                .orElse(recent);
    }

    private boolean isInProgress(CallId call) {
        return runner.isRunning(call) || callbacks.isRinging(call) || journal.hasUnwritten(call);
    }

    /// What the journal knows of a call that comes back. A store that is away knows nothing: the caller begins
    /// anew, with the emergency question first.
    private Optional<CallRecord> earlierRecord(CallId call) {
        try {
            return journalStore.openCall(call);
        } catch (StoreUnavailableException unavailable) {
            LOG.atError().setCause(unavailable).log("call.unknown");
            return Optional.empty();
        }
    }

    /// Closes the doors: no new call comes, and the dialplan goes on with those that are here.
    @Override
    public void close() {
        tasks.close();
        heartbeat.stop();
        agi.close();
        ami.close();
        audioTaps.close();
        management.close();
        callbacks.close();
        records.ifPresent(RecordsModule::close);
        journal.close();
        database.close();
        metrics.close();
        LOG.atInfo().log("house.closed");
    }

    private static int engineNumber(InstallationSettings settings) {
        int number = settings.asterisk().engines().indexOf(settings.agi().address()) + 1;
        if (number == 0) {
            throw new StartupException("asterisk.engines: without this engine's agi address (expected: "
                    + settings.agi().address() + " among them, so that the dialplan finds it)");
        }
        return number;
    }

    private static org.permanence.adapter.agi.AgiServerSettings agiSettings(InstallationSettings settings) {
        var agi = settings.agi();
        return new org.permanence.adapter.agi.AgiServerSettings(
                agi.address().host().name(),
                agi.address().port(),
                agi.protectedByTunnel(),
                Set.of(RECEPTION.value()),
                agi.maxCalls(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }

    private static org.permanence.adapter.ami.AmiClientSettings amiSettings(AmiSettings ami) {
        AmiTransport transport = ami.tls() ? new AmiTransport.Tls(trustedCertificate(ami)) : new AmiTransport.Plain();
        return new org.permanence.adapter.ami.AmiClientSettings(
                ami.address().host().name(),
                ami.address().port(),
                ami.user(),
                () -> ami.secret().read().text().toCharArray(),
                transport,
                Optional.of(AmiSystemName.of(ami.secret().read())),
                AmiTimeouts.DEFAULTS);
    }

    private static Path trustedCertificate(AmiSettings ami) {
        return ami.trustedCertificate()
                .orElseThrow(() -> new StartupException("ami.trust-file: missing (expected: Asterisk's certificate)"));
    }

    /// What the switch tells the house.
    private final class SwitchEvents implements AsteriskSwitch.SwitchListener {

        @Override
        public void onChannelsChanged() {
            reconcileTask.runSoon();
        }

        @Override
        public void onFallbackRinging() {
            metrics.fallback();
        }

        @Override
        public void onKeyPressed(CallId call, char key) {
            signals.onKeyPressed(call, key);
            records.ifPresent(module -> module.activeRecordings().keyPressed(call, key));
        }

        @Override
        public void onAccountRefused(String message) {
            LOG.atError()
                    .addKeyValue("expected", "the secret that Asterisk has")
                    .log("house.shut-out");
        }
    }
}
