package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.permanence.adapter.agi.AgiEndReason;
import org.permanence.adapter.agi.AgiMetrics;
import org.permanence.adapter.agi.AgiRefusal;
import org.permanence.adapter.agi.AgiServer;
import org.permanence.adapter.agi.AgiServerSettings;
import org.permanence.adapter.agi.AsteriskSocket;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiException;
import org.permanence.adapter.ami.AmiExceptions;
import org.permanence.adapter.ami.ChannelPhase;
import org.permanence.adapter.ami.ChannelStatus;
import org.permanence.adapter.ami.DialTarget;
import org.permanence.adapter.audio.AudioPipes;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.durable.FileGroup;
import org.permanence.testing.Fixtures;

/// The switch between a real AGI server and a test that plays Asterisk: the test opens sessions, reads actions and
/// sends events.
final class SwitchFixture implements AutoCloseable, AsteriskSwitch.SwitchListener, AmiCommands, AgiMetrics {

    static final String CALLER = "lab-1795310802.7";
    static final String CHANNEL = "PJSIP/trunk-00000000";

    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<AmiAction> actions = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pressedKeys = new LinkedBlockingQueue<>();
    private final BlockingQueue<AgiEndReason> sessionEnds = new LinkedBlockingQueue<>();
    private final ExecutorService flows = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger unexpectedChannels = new AtomicInteger();
    private final AutoCloseable taps;
    private final AmiOutboundDialer outboundDialer;
    private final AsteriskSwitch asterisk;
    private final AgiServer server;
    private volatile Duration passed = Duration.ZERO;
    private volatile boolean acceptsCalls = true;
    private volatile Consumer<AmiAction.Originate> onOriginate = _ -> {};
    private volatile Optional<AmiException.Reason> refusal = Optional.empty();

    /// @param work the directory of the pipes
    SwitchFixture(Path work) {
        this(new AudioPipes(work, FileGroup.NONE));
    }

    private SwitchFixture(AudioPipes pipes) {
        this(new AudioTapMode.Pipes(pipes), pipes);
    }

    /// @param taps closed with the fixture
    SwitchFixture(AudioTapMode audioTapMode, AutoCloseable taps) {
        this.taps = taps;
        outboundDialer = new AmiOutboundDialer(
                this, prompt -> "/sounds/" + prompt.name(), line -> new DialTarget.Endpoint("phone-" + line.name()));
        asterisk = new AsteriskSwitch(
                call -> acceptsCalls && calls.add(call),
                this,
                new AsteriskServices(
                        this,
                        prompt -> "/sounds/" + prompt.name(),
                        line -> new DialTarget.Endpoint("phone-" + line.name()),
                        outboundDialer,
                        audioTapMode,
                        "FR"),
                name -> "leg-" + name,
                () -> Instant.now().plus(passed));
        server = new AgiServer(
                new AgiServerSettings(
                        "127.0.0.1",
                        0,
                        false,
                        Set.of("reception"),
                        AsteriskSocket.SECRET,
                        10,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10)),
                asterisk,
                this);
        server.start();
    }

    AmiOutboundDialer outboundDialer() {
        return outboundDialer;
    }

    AsteriskSwitch asterisk() {
        return asterisk;
    }

    /// Moves the clock.
    void passes(Duration time) {
        passed = passed.plus(time);
    }

    void refuseCalls() {
        acceptsCalls = false;
    }

    /// Runs `reaction` on each Originate, before the flow waits for Asterisk's events.
    void onOriginate(Consumer<AmiAction.Originate> reaction) {
        onOriginate = reaction;
    }

    /// From now on each Originate fails for this reason; if empty, it succeeds.
    void failOriginates(Optional<AmiException.Reason> reason) {
        refusal = reason;
    }

    /// Opens a session of the caller, who dialled Les Lilas.
    ///
    /// @param arguments the arguments after the dialled number
    AsteriskSocket session(String... arguments) {
        return sessionOf(CALLER, CHANNEL, arguments);
    }

    /// Opens a session of any channel.
    AsteriskSocket sessionOf(String uniqueid, String channel, String... arguments) {
        var all = Stream.concat(Stream.of(Fixtures.LES_LILAS_DID.digits()), Stream.of(arguments));
        return AsteriskSocket.startCall(server.port(), uniqueid, channel, all.toList());
    }

    Call call() throws InterruptedException {
        Call call = calls.poll(10, TimeUnit.SECONDS);
        assertNotNull(call, "a call arrives");
        return call;
    }

    int unreadCalls() {
        return calls.size();
    }

    /// The next action of that kind; others before it are dropped.
    <T extends AmiAction> T nextAction(Class<T> kind) throws InterruptedException {
        AmiAction action = actions.poll(10, TimeUnit.SECONDS);
        while (action != null && !kind.isInstance(action)) {
            action = actions.poll(10, TimeUnit.SECONDS);
        }
        assertNotNull(action, kind::getSimpleName);
        return kind.cast(action);
    }

    /// The number of actions of that kind that the test has not read.
    long unreadActions(Class<? extends AmiAction> kind) {
        return actions.stream().filter(kind::isInstance).count();
    }

    <T> Future<T> flow(Callable<T> steps) {
        return flows.submit(steps);
    }

    /// Attaches Asterisk with a channel list that has only the caller.
    void attachWithCaller() {
        asterisk.onAttached(List.of(
                new ChannelStatus(CALLER, CHANNEL, CALLER, ChannelPhase.UP, Optional.empty(), Optional.of("AGI"))));
    }

    @Override
    public void send(AmiAction action, Consumer<AmiException> fault) {
        actions.add(action);
        if (action instanceof AmiAction.CallBack || action instanceof AmiAction.Notify) {
            refusal.ifPresent(reason -> fault.accept(AmiExceptions.of(reason)));
        }
        if (action instanceof AmiAction.Originate ringing) {
            refusal.ifPresent(reason -> fault.accept(AmiExceptions.of(reason)));
            onOriginate.accept(ringing);
        }
    }

    @Override
    public void close() {
        server.close();
        flows.shutdownNow();
        try {
            taps.close();
        } catch (Exception fault) {
            throw new IllegalStateException("taps: not closed", fault);
        }
    }

    @Override
    public void onChannelsChanged() {}

    @Override
    public void onUnexpectedChannel() {
        unexpectedChannels.incrementAndGet();
    }

    /// The channels that were reported as belonging to no call.
    int unexpectedChannels() {
        return unexpectedChannels.get();
    }

    @Override
    public void onFallbackRinging() {}

    @Override
    public void onCallerRefused() {}

    @Override
    public void onKeyPressed(CallId call, char key) {
        pressedKeys.add(call + " " + key);
    }

    /// The calls and the keys that were pressed.
    List<String> pressedKeys() {
        return List.copyOf(pressedKeys);
    }

    @Override
    public void onAccountRefused(String message) {}

    @Override
    public void onOpened() {}

    @Override
    public void onEnded(AgiEndReason endReason) {
        sessionEnds.add(endReason);
    }

    /// How the next session ends.
    AgiEndReason nextSessionEnd() throws InterruptedException {
        AgiEndReason end = sessionEnds.poll(10, TimeUnit.SECONDS);
        assertNotNull(end, "a session ends");
        return end;
    }

    @Override
    public void onRefused(AgiRefusal refusal) {}
}
