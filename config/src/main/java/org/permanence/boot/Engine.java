package org.permanence.boot;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.permanence.adapter.agi.AgiSecret;
import org.permanence.adapter.agi.AgiServer;
import org.permanence.adapter.ami.AmiClient;
import org.permanence.adapter.ami.AmiClientSettings;
import org.permanence.adapter.asterisk.AmiOutboundDialer;
import org.permanence.adapter.asterisk.AsteriskServices;
import org.permanence.adapter.asterisk.AsteriskSwitch;
import org.permanence.adapter.asterisk.AsteriskVersion;
import org.permanence.attachment.SwitchClaim;
import org.permanence.blocking.BlockAwareCallerHistory;
import org.permanence.call.CallId;
import org.permanence.call.FlowName;
import org.permanence.dialplan.MessageServices;
import org.permanence.dialplan.ReceptionFactory;
import org.permanence.dialplan.ReceptionServices;
import org.permanence.flow.CallFlowFactory;
import org.permanence.flow.CallFlowRegistry;
import org.permanence.flow.CallRunner;
import org.permanence.journal.BufferedJournal;
import org.permanence.journal.CallRecord;
import org.permanence.management.Authorization;
import org.permanence.management.ManagementServer;
import org.permanence.management.MetricsPage;
import org.permanence.management.OnCallApi;
import org.permanence.management.OperationsApi;
import org.permanence.management.Organization;
import org.permanence.management.PracticeApi;
import org.permanence.management.RecordsApi;
import org.permanence.message.MessageTaker;
import org.permanence.metrics.CallMetrics;
import org.permanence.metrics.EngineMetrics;
import org.permanence.note.AssistantCalls;
import org.permanence.oncall.OnCallOverrides;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.InMemoryCallerHistory;
import org.permanence.prompts.PromptLibrary;
import org.permanence.publish.PracticePublisher;
import org.permanence.publish.PracticeRegistry;
import org.permanence.publish.WarnedPublishing;
import org.permanence.queue.HoldLoop;
import org.permanence.queue.QueueReconciler;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.RecordingFactory;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.store.JooqAttachmentStore;
import org.permanence.store.JooqJournalStore;
import org.permanence.store.JooqOnCallOverrideStore;
import org.permanence.store.JooqPracticeHistory;
import org.permanence.transfer.TransferRegistry;
import org.permanence.waittime.WaitEstimator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running engine. Builds its modules, and closes them in reverse order.
final class Engine implements AutoCloseable {

    /// The script in the dialplan's `agi://…/reception`.
    private static final FlowName RECEPTION = new FlowName("reception");

    /// Enough for a few minutes at full load without the database.
    private static final int JOURNAL_BUFFER = 10_000;

    /// The maximum number of callers remembered, each for an hour.
    private static final int REMEMBERED_CALLERS = 50_000;

    /// The watchdog restarts an engine that has not touched its file for two seconds.
    private static final Duration WATCHDOG_INTERVAL = Duration.ofMillis(250);

    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration RECONCILE_INTERVAL = Duration.ofSeconds(5);
    private static final Duration ATTACHMENT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration OVERRIDE_INTERVAL = Duration.ofSeconds(5);
    private static final Duration HISTORY_INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final InstantSource clock = Clock.systemUTC();
    private final EngineMetrics metrics = new EngineMetrics();
    private final AssistantCalls assistantCalls = new AssistantCalls(clock);
    private final TransferRegistry transfers = new TransferRegistry(assistantCalls);
    private final PeriodicTasks tasks = new PeriodicTasks();
    private final Heartbeat.FlowThreads flowThreads = new Heartbeat.FlowThreads(System::nanoTime);
    private final DeferredAmiCommands amiCommands = new DeferredAmiCommands();
    private final Database database;
    private final JooqJournalStore journalStore;
    private final BufferedJournal journal;
    private final OnCallOverrides overrides;
    private final PracticeRegistry registry;
    private final PracticePublisher publisher;
    private final QueueModule queues;
    private final SignedInModule signedIn;
    private final Optional<RecordsModule> records;
    private final CallbackModule callbacks;
    private final UnreadMessageModule unreadMessages;
    private final AudioTapFactory audioTaps;
    private final CallRunner runner;
    private final AsteriskSwitch asterisk;
    private final AgiServer agi;
    private final AmiClient ami;
    private final Heartbeat heartbeat;
    private final QueueReconciler reconciler;
    private final PeriodicTasks.PeriodicTask reconcileTask;
    private final Optional<RecordingResumption> resumption;
    private final EngineHealth health;
    private final ManagementServer management;
    private final SwitchGuard switchGuard;
    private final AsteriskVersion asteriskVersion;
    private volatile boolean reconciled;

    /// Builds the engine. It listens after [#open]. Closing it also closes the database.
    Engine(InstallationSettings settings, PromptLibrary prompts, Database database) {
        this(settings, prompts, database, UnaryOperator.identity());
    }

    /// @param flowDecorator wraps the flows; a benchmark uses it to leave out the prompts
    Engine(
            InstallationSettings settings,
            PromptLibrary prompts,
            Database database,
            UnaryOperator<CallFlowFactory> flowDecorator) {
        this.database = database;
        String systemName =
                AsteriskConnectionSettings.systemName(settings.ami().secret().read());
        var overrideStore = new JooqOnCallOverrideStore(database);
        overrides = new OnCallOverrides(overrideStore, clock);
        registry = new PracticeRegistry(settings, overrides);
        publisher = new PracticePublisher(
                settings, registry, prompts::renderPractice, new JooqPracticeHistory(database), clock);
        journalStore = new JooqJournalStore(database);
        journal = new BufferedJournal(
                journalStore, MetricsBridge.journal(metrics, new CallMetrics(metrics, registry)), JOURNAL_BUFFER);
        signedIn = new SignedInModule(settings, registry, database, clock);
        records = RecordsModule.open(
                settings,
                database,
                new RecordsModule.LivePeople(signedIn, assistantCalls),
                MetricsBridge.records(metrics),
                clock);
        queues = new QueueModule(
                settings,
                signedIn,
                database,
                records.map(module -> module.audit().log()),
                clock);
        var targets = new ConfiguredDialTargets(settings);
        var dialer = new AmiOutboundDialer(amiCommands, prompts, targets);
        var outbound = new OutboundCalls(dialer, systemName);
        callbacks = new CallbackModule(
                records.map(RecordsModule::keys),
                database,
                new CallbackModule.Services(queues.queue(), registry, outbound, journal),
                clock);
        runner = new CallRunner(
                flowDecorator.apply(new CallFlowRegistry(Map.of(RECEPTION, receptionFactory(settings)))),
                Thread.ofVirtual().name("call-", 0).factory(),
                settings.agi().maxCalls());
        audioTaps = AudioTapFactory.create(settings, metrics);
        AmiClientSettings amiSettings = AsteriskConnectionSettings.ami(settings, systemName);
        asterisk = new AsteriskSwitch(
                runner::accept,
                new SwitchEvents(this::reconcileSoon, metrics, queues, records),
                asteriskServices(settings, prompts, targets, dialer),
                amiSettings::legId,
                clock);
        AgiSecret agiSecret = AgiSecret.create(new SecureRandom());
        agi = new AgiServer(
                AsteriskConnectionSettings.agi(settings, Set.of(RECEPTION.value()), agiSecret),
                asterisk,
                MetricsBridge.agi(metrics));
        ami = new AmiClient(amiSettings, asterisk, MetricsBridge.ami(metrics), System::nanoTime, new SecureRandom());
        amiCommands.bind(ami);
        unreadMessages = new UnreadMessageModule(
                database,
                registry,
                outbound,
                new UnreadMessageModule.Operations(metrics::messageNotAccepted, this::isAttached),
                clock);
        resumption = records.map(this::recordingResumption);
        reconciler = queues.reconciler(
                new QueueReconciler.CallRecords(journalStore, journal),
                new QueueReconciler.LiveCalls(asterisk, this::isInProgress));
        asteriskVersion = new AsteriskVersion(ami::read);
        var claim = new SwitchClaim(
                new JooqAttachmentStore(database), AsteriskConnectionSettings.engineNumber(settings), clock);
        switchGuard = new SwitchGuard(ami::read, ami::send, claim);
        reconcileTask = tasks.schedule(RECONCILE_INTERVAL, "reconciliation", this::reconcile);
        heartbeat = new Heartbeat(
                ami::send,
                new Heartbeat.DialplanAccess(AsteriskConnectionSettings.engineNumber(settings), agiSecret),
                Heartbeat.fileIn(settings),
                flowThreads,
                clock);
        int auditCount = settings.archive().audit().size();
        health = new EngineHealth(database, records, auditCount, settings.unprotectedPeers(), queues::withoutContract);
        management = managementServer(settings, overrideStore);
    }

    private AsteriskServices asteriskServices(
            InstallationSettings settings,
            PromptLibrary prompts,
            ConfiguredDialTargets targets,
            AmiOutboundDialer dialer) {
        return new AsteriskServices(
                amiCommands,
                prompts,
                targets,
                dialer,
                audioTaps.mode(),
                settings.identity().country());
    }

    private RecordingResumption recordingResumption(RecordsModule module) {
        return new RecordingResumption(
                module.recordings(),
                new RecordingResumption.Calls(asterisk, journalStore::openCall, journal, registry),
                clock);
    }

    private ManagementServer managementServer(InstallationSettings settings, JooqOnCallOverrideStore overrideStore) {
        var readiness = health.readiness(
                heartbeat::isAccepted, asteriskVersion::fault, () -> AsteriskModelMapper.openFilesFault(settings));
        var operations = new OperationsApi(
                queues.assistantService(),
                transfers,
                journalStore,
                publisher::isKnown,
                new OperationsApi.Health(new MetricsPage(metrics::scrape, clock), readiness, asterisk::channelIds));
        var parts = records.map(
                module -> module.api(settings.identity().country(), callbacks::erase, queues.gatesApi(module)));
        var apis = new ManagementServer.Apis(
                operations,
                new RecordsApi(parts, publisher::isKnown),
                new PracticeApi(new WarnedPublishing(publisher, registry, queues.assistants())),
                new OnCallApi(registry, ConfiguredDialTargets.lines(settings), overrideStore, overrides, clock));
        var organization = new Organization(queues.assistants(), registry::practicesOf, overrideStore);
        var authorization = new Authorization(signedIn.lookup(), organization, signedIn.breakGlassRights(), clock);
        return new ManagementServer(settings.management(), apis, authorization);
    }

    private CallFlowFactory receptionFactory(InstallationSettings settings) {
        var holdLoop = new HoldLoop(
                queues.queue(),
                new HoldLoop.Services(
                        queues.signals(),
                        queues.offered(),
                        new WaitEstimator(metrics::quotedWait),
                        callbacks.callerMemory(),
                        queues.offered()),
                clock);
        return new ReceptionFactory(new ReceptionServices(
                registry,
                holdLoop,
                journal,
                records.<RecordingFactory>map(module -> module.recordings().active())
                        .orElseGet(RecordingFactory::none),
                transfers,
                messageServices(settings),
                callbacks.booking(),
                callerHistory(),
                this::earlierRecord,
                clock));
    }

    private MessageServices messageServices(InstallationSettings settings) {
        return new MessageServices(
                records.<MessageTaker>map(module -> module.messages().service()).orElseGet(MessageTaker::none),
                settings.identity().country());
    }

    /// Without the keys there are no pseudonyms, so no number is blocked.
    private CallerHistory callerHistory() {
        var recent = new InMemoryCallerHistory(clock, REMEMBERED_CALLERS);
        return records.<CallerHistory>map(module ->
                        new BlockAwareCallerHistory(recent, module.blocking().numbers()))
                .orElse(recent);
    }

    /// Starts listening. Calls arrive once Asterisk is attached and the queue is reconciled with it.
    void open() {
        metrics.registerRunningCalls(runner::running);
        metrics.registerWaitingCalls(queues.signals()::waiterCount);
        metrics.registerJournalBacklog(journal::backlog);
        health.register(metrics);
        callbacks.start();
        management.start();
        audioTaps.open();
        agi.start();
        ami.start();
        tasks.schedule(WATCHDOG_INTERVAL, "flow-threads", flowThreads::onRun);
        tasks.scheduleOnOwnThread(WATCHDOG_INTERVAL, "watchdog", heartbeat::touchFile);
        tasks.scheduleOnOwnThread(HEARTBEAT_INTERVAL, "heartbeat", this::heartbeat);
        tasks.schedule(HEARTBEAT_INTERVAL, "database", database::reopen);
        tasks.schedule(ATTACHMENT_INTERVAL, "attachment", this::showAttachment);
        tasks.schedule(HISTORY_INTERVAL, "practice-history", publisher::recordInitialVersions);
        tasks.schedule(OVERRIDE_INTERVAL, "on-call-overrides", overrides::refresh);
        modules().forEach(module -> module.schedule(tasks));
        Thread.ofPlatform().name("jvm-metrics").daemon().start(metrics::registerJvm);
        LOG.atInfo()
                .addKeyValue("agi", agi.port())
                .addKeyValue("management", management.port())
                .log("engine.started");
    }

    /// The modules in the order of closing. Without the records there are no messages, so none can be unread.
    private Stream<EngineModule> modules() {
        return Stream.concat(
                Stream.of(queues, callbacks, signedIn),
                records.stream().flatMap(module -> Stream.of(unreadMessages, module)));
    }

    private void heartbeat() {
        if (reconciled) {
            heartbeat.sendToDialplan();
        }
    }

    /// Runs before the first call, so that callers who waited through a restart find a correct queue. A database
    /// that does not answer must not keep emergencies out, so the heartbeat starts either way.
    private void reconcile() {
        if (!isAttached() || !switchGuard.admits()) {
            return;
        }
        try {
            reconciler.reconcile();
        } finally {
            reconciled = true;
            heartbeat.sendToDialplan(); // At once: the dialplan keeps waiting callers for a few seconds only.
        }
        resumption.ifPresent(RecordingResumption::run);
        records.ifPresent(RecordsModule::callsCanCome);
        asteriskVersion.refresh();
    }

    /// Shows the engines of other machines that this one lives; until the first reconciliation, looks for them.
    private void showAttachment() {
        if (isAttached() && switchGuard.admits() && !reconciled) {
            reconcileTask.runSoon();
        }
    }

    private void reconcileSoon() {
        reconcileTask.runSoon();
    }

    /// As [SwitchGuard#refusal].
    CompletableFuture<Void> refusal() {
        return switchGuard.refusal();
    }

    private boolean isAttached() {
        return asterisk.callers().isPresent();
    }

    private boolean isInProgress(CallId call) {
        return runner.isRunning(call) || callbacks.isRinging(call) || journal.hasUnwritten(call);
    }

    /// The journal's record of a call that comes back. Without the database the caller starts again with the
    /// emergency question.
    private Optional<CallRecord> earlierRecord(CallId call) {
        try {
            return journalStore.openCall(call);
        } catch (StoreUnavailableException unavailable) {
            LOG.atError().setCause(unavailable).log("call.record-unavailable");
            return Optional.empty();
        }
    }

    /// Stops accepting calls. The dialplan takes over the calls in progress.
    @Override
    public void close() {
        tasks.close();
        heartbeat.stop();
        switchGuard.withdraw();
        agi.close();
        ami.close();
        audioTaps.close();
        management.close();
        modules().forEach(EngineModule::close);
        journal.close();
        database.close();
        metrics.close();
        LOG.atInfo().log("engine.stopped");
    }
}
