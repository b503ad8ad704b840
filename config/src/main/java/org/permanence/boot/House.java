package org.permanence.boot;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
import org.permanence.dialplan.MessageServices;
import org.permanence.dialplan.ReceptionFactory;
import org.permanence.flow.CallFlowFactory;
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
import org.permanence.queue.WaitEstimator;
import org.permanence.queue.WaiterSignals;
import org.permanence.recording.Recorder;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running house: everything made once, by hand, and closed in the opposite order.
final class House implements AutoCloseable {

    /// The path in the dialplan's `agi://…/reception`.
    private static final String RECEPTION = "reception";

    /// Some minutes of a busy house without its database.
    private static final int JOURNAL_BUFFER = 10_000;

    /// As many callers are remembered for an hour.
    private static final int CALLERS = 50_000;

    /// The watchdog ends an engine that has been still for two seconds.
    private static final Duration TOUCH = Duration.ofMillis(250);

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration MATCH = Duration.ofSeconds(1);
    private static final Duration UPKEEP = Duration.ofSeconds(5);
    private static final Duration SECOND = Duration.ofSeconds(1);
    /// As much of a conversation a power cut may cost; an engine that dies costs none of what it has written.
    private static final Duration SYNC = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(House.class);

    private final InstantSource clock = Clock.systemUTC();
    private final EngineMetrics metrics = new EngineMetrics();
    private final WaiterSignals signals = new WaiterSignals();
    private final TransferRegistry transfers = new TransferRegistry();
    private final Rounds rounds = new Rounds();
    private final AmiOrders orders = new AmiOrders();
    private final Database database;
    private final BufferedJournal journal;
    private final CallRunner runner;
    private final AssistantService assistantDesk;
    private final JooqJournalStore records;
    private final AsteriskSwitch asterisk;
    private final AgiServer agi;
    private final AmiClient ami;
    private final Ears ears;
    private final Optional<Archive> archive;
    private final CallingBack callingBack;
    private final UnreadEscalation unread;
    private final OnCallOverrides overrides;
    private final Practices practices;
    private final RunningPractices practiceFiles;
    private final ManagementServer management;
    private final Beat beat;
    private final QueueReconciler reconciler;
    private final TeamQueue queue;
    private final Rounds.Round upkeepRounds;
    private final List<TeamId> teams;
    private volatile boolean mended;

    /// Makes the house; nothing listens before [#standard]. The database is the house's from here on.
    House(InstallationSettings settings, HouseSounds sounds, Database database) {
        this(settings, sounds, database, UnaryOperator.identity());
    }

    /// @param heard what its callers hear of the flows: a benchmark leaves out what would be played to them
    House(InstallationSettings settings, HouseSounds sounds, Database database, UnaryOperator<CallFlowFactory> heard) {
        var replacementBook = new JooqOnCallOverrideStore(database);
        overrides = new OnCallOverrides(replacementBook, clock);
        practices = new Practices(settings, overrides);
        practiceFiles =
                new RunningPractices(settings, practices, sounds::add, new JooqPracticeHistory(database), clock);
        var people = new People(settings);
        teams = people.all().stream().map(Assistant::team).distinct().toList();
        this.database = database;
        var queueStore = new JooqQueueStore(database);
        records = new JooqJournalStore(database);
        journal = new BufferedJournal(
                records, Watches.journal(metrics, new CallMetrics(metrics, practices)), JOURNAL_BUFFER);
        queue = new TeamQueue(
                queueStore, new TeamMatcher(people, clock), signals, new WaitEstimator(metrics::quotedWait), clock);
        assistantDesk = new AssistantService(queue, queueStore, people, clock);
        archive = Archive.open(
                settings, database, new Archive.Watch(Watches.recordings(metrics), Watches.messages(metrics)), clock);
        var outboundDialer = new AmiOutboundDialer(orders, sounds, new Targets(settings));
        callingBack = new CallingBack(
                archive,
                database,
                queue,
                practices,
                outboundDialer,
                SystemMark.of(settings.ami().secret().read()),
                journal,
                clock);
        unread = unread(settings, outboundDialer);
        var holdLoop = new HoldLoop(queue, signals, people, callingBack.formerCalls(), clock);
        runner = new CallRunner(
                heard.apply(receptions(settings, holdLoop)),
                Thread.ofVirtual().name("call-", 0).factory(),
                settings.agi().maxCalls());
        ears = Ears.of(settings, metrics);
        var amiSettings = amiSettings(settings.ami());
        asterisk = new AsteriskSwitch(
                runner::accept, new SwitchWatch(), outfit(settings, sounds, outboundDialer), amiSettings::legId, clock);
        agi = new AgiServer(agiSettings(settings), asterisk, Watches.agi(metrics));
        ami = new AmiClient(amiSettings, asterisk, Watches.ami(metrics), System::nanoTime, new SecureRandom());
        orders.carriedBy(ami);
        reconciler = new QueueReconciler(
                new QueueReconciler.Stores(queueStore, records, journal),
                queue,
                asterisk,
                this::isLookedAfter,
                people,
                clock);
        upkeepRounds = rounds.each(UPKEEP, "upkeep", this::mend);
        beat = new Beat(ami::send, engineNumber(settings), BeatFileCommand.beatFile(settings), clock);
        management = new ManagementServer(
                settings.management(),
                new ManagementDesk(assistantDesk, transfers, records, metrics, beat::isTaken, asterisk::channelIds),
                new ArchiveDesk(archive, settings.identity().country(), callingBack::erase),
                new PracticeDesk(practiceFiles),
                new OnCallDesk(practices, settings, replacementBook, overrides, clock));
    }

    private UnreadEscalation unread(InstallationSettings settings, AmiOutboundDialer outboundDialer) {
        String mark = SystemMark.of(settings.ami().secret().read());
        var random = new SecureRandom();
        return new UnreadEscalation(
                new JooqMessageStore(database),
                practices,
                outboundDialer,
                metrics::messageNotAccepted,
                () -> new CallId(mark + "-unread-" + random.nextLong(Long.MAX_VALUE)),
                Thread.ofVirtual().name("unread-", 0)::start,
                clock);
    }

    private AsteriskServices outfit(
            InstallationSettings settings, HouseSounds sounds, AmiOutboundDialer outboundDialer) {
        return new AsteriskServices(
                orders,
                sounds,
                new Targets(settings),
                outboundDialer,
                ears.way(),
                settings.identity().country());
    }

    private CallFlowFactory receptions(InstallationSettings settings, HoldLoop holdLoop) {
        return new ReceptionFactory(
                practices,
                holdLoop,
                journal,
                archive.<Recorder>map(Archive::room).orElseGet(Recorder::none),
                transfers,
                messages(settings),
                callingBack.callbacks(),
                callers(),
                this::earlier,
                clock);
    }

    /// Opens the doors. Calls come once Asterisk is attached and the books are mended.
    void open() {
        metrics.registerRunningCalls(runner::running);
        metrics.registerWaitingCalls(signals::waiterCount);
        metrics.registerJournalBacklog(journal::backlog);
        callingBack.begin();
        management.start();
        ears.open();
        agi.start();
        ami.start();
        rounds.each(TOUCH, "watchdog", beat::touch);
        rounds.each(BEAT, "beat", this::beat);
        rounds.each(MINUTE, "callbacks", callingBack::round);
        rounds.each(MINUTE, "practices", practiceFiles::remember);
        rounds.each(UPKEEP, "on-call", overrides::refresh);
        rounds.each(MATCH, "match", () -> teams.forEach(queue::match));
        archive.ifPresent(kept -> {
            rounds.each(SECOND, "archive", kept::second);
            rounds.each(UPKEEP, "blocked", kept.blocking()::refresh);
            rounds.each(SYNC, "recordings", kept::sync);
            rounds.each(MINUTE, "recovery", kept::minute);
            rounds.each(MINUTE, "messages", kept.messages()::reconcile);
            rounds.each(MINUTE, "unread", this::ringForUnread);
            rounds.each(MINUTE, "vault", kept::settle);
            rounds.each(HOUR, "retention", kept::hour);
        });
        Thread.ofPlatform().name("machine-metrics").daemon().start(metrics::registerJvm);
        LOG.atInfo()
                .addKeyValue("agi", agi.port())
                .addKeyValue("management", management.port())
                .log("house.open");
    }

    private void beat() {
        if (mended) {
            beat.toDialplan();
        }
    }

    /// The first round comes before the first call: whoever waited before a restart finds a queue that is true. A
    /// store that is away must not keep an emergency out.
    private void mend() {
        if (asterisk.callers().isEmpty()) {
            return;
        }
        try {
            reconciler.reconcile();
        } finally {
            mended = true;
            beat.toDialplan(); // At once: callers who waited through a restart are kept for some seconds only.
        }
        archive.ifPresent(kept -> kept.takeOver(asterisk, records::openCall, journal, practices));
    }

    /// An order that Asterisk cannot take would be as if nobody on call answered.
    private void ringForUnread() {
        if (asterisk.callers().isPresent()) {
            unread.escalateOverdue();
        }
    }

    private MessageServices messages(InstallationSettings settings) {
        return new MessageServices(
                archive.<MessageTaker>map(Archive::messages).orElseGet(MessageTaker::none),
                settings.identity().country());
    }

    /// Without an archive nobody is blocked: there are no pseudonyms.
    private CallerHistory callers() {
        var recent = new InMemoryCallerHistory(clock, CALLERS);
        return archive.<CallerHistory>map(kept -> new BlockAwareCallerHistory(recent, kept.blocking()))
                .orElse(recent);
    }

    private boolean isLookedAfter(CallId call) {
        return runner.isRunning(call) || callingBack.isRinging(call) || journal.hasUnwritten(call);
    }

    /// What the journal knows of a call that comes back. A store that is away knows nothing: the caller begins
    /// anew, with the emergency question first.
    private Optional<CallRecord> earlier(CallId call) {
        try {
            return records.openCall(call);
        } catch (StoreUnavailableException unavailable) {
            LOG.atError().setCause(unavailable).log("call.unknown");
            return Optional.empty();
        }
    }

    /// Closes the doors: no new call comes, and the dialplan goes on with those that are here.
    @Override
    public void close() {
        rounds.close();
        beat.stop();
        agi.close();
        ami.close();
        ears.close();
        management.close();
        callingBack.close();
        archive.ifPresent(Archive::close);
        journal.close();
        database.close();
        metrics.close();
        LOG.atInfo().log("house.closed");
    }

    private static int engineNumber(InstallationSettings settings) {
        int number = settings.asterisk().engines().indexOf(settings.agi().address()) + 1;
        if (number == 0) {
            throw new BootException("asterisk.engines: without this engine's agi address (expected: "
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
                Set.of(RECEPTION),
                agi.maxCalls(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }

    private static org.permanence.adapter.ami.AmiClientSettings amiSettings(AmiSettings ami) {
        AmiTransport transport = ami.tls() ? new AmiTransport.Tls(trusted(ami)) : new AmiTransport.Plain();
        return new org.permanence.adapter.ami.AmiClientSettings(
                ami.address().host().name(),
                ami.address().port(),
                ami.user(),
                () -> ami.secret().read().text().toCharArray(),
                transport,
                Optional.of(SystemMark.of(ami.secret().read())),
                AmiTimeouts.DEFAULTS);
    }

    private static Path trusted(AmiSettings ami) {
        return ami.trustedCertificate()
                .orElseThrow(() -> new BootException("ami.trust-file: missing (expected: Asterisk's certificate)"));
    }

    /// What the switch tells the house.
    private final class SwitchWatch implements AsteriskSwitch.SwitchListener {

        @Override
        public void onChannelsChanged() {
            upkeepRounds.soon();
        }

        @Override
        public void onFallbackRinging() {
            metrics.fallback();
        }

        @Override
        public void onKeyPressed(CallId call, char key) {
            signals.onKeyPressed(call, key);
            archive.ifPresent(kept -> kept.room().keyed(call, key));
        }

        @Override
        public void onAccountRefused(String message) {
            LOG.atError()
                    .addKeyValue("expected", "the secret that Asterisk has")
                    .log("house.shut-out");
        }
    }
}
