package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.permanence.adapter.agi.AgiEnding;
import org.permanence.adapter.agi.AgiRefusal;
import org.permanence.adapter.agi.AgiServer;
import org.permanence.adapter.agi.AgiSettings;
import org.permanence.adapter.agi.AgiWatch;
import org.permanence.adapter.agi.AsteriskSocket;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiException;
import org.permanence.adapter.ami.ChannelPhase;
import org.permanence.adapter.ami.ChannelStatus;
import org.permanence.adapter.ami.DialTarget;
import org.permanence.adapter.ami.Refusal;
import org.permanence.adapter.audio.SoundPipes;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.testing.Fixtures;

/// The switch between a real AGI server and a test that is Asterisk: it opens the sessions, sees the orders and
/// tells the events.
final class SwitchStage implements AutoCloseable, AsteriskSwitch.Watch, Orders, AgiWatch {

    static final String CALLER = "house-1795310802.7";
    static final String CHANNEL = "PJSIP/trunk-00000001";

    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<AmiAction> orders = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();
    private final ExecutorService flows = Executors.newVirtualThreadPerTaskExecutor();
    private final AutoCloseable ears;
    private final Outgoing outgoing;
    private final AsteriskSwitch asterisk;
    private final AgiServer server;
    private volatile boolean takesCalls = true;
    private volatile Consumer<AmiAction.Originate> whenRung = _ -> {};
    private volatile Optional<AmiException.Reason> refusal = Optional.empty();

    /// @param work where the pipes are made
    SwitchStage(Path work) {
        this(new SoundPipes(work));
    }

    private SwitchStage(SoundPipes pipes) {
        this(new HearingWay.Pipes(pipes), pipes);
    }

    /// @param ears closed with the stage
    SwitchStage(HearingWay hearing, AutoCloseable ears) {
        this.ears = ears;
        outgoing = new Outgoing(
                this, prompt -> "/sounds/" + prompt.name(), line -> new DialTarget.Endpoint("phone-" + line.name()));
        asterisk = new AsteriskSwitch(
                call -> takesCalls && calls.add(call),
                this,
                new AsteriskOutfit(
                        this,
                        prompt -> "/sounds/" + prompt.name(),
                        line -> new DialTarget.Endpoint("phone-" + line.name()),
                        outgoing,
                        hearing,
                        "FR"),
                name -> "leg-" + name,
                InstantSource.system());
        server = new AgiServer(
                new AgiSettings(
                        "127.0.0.1", 0, false, Set.of("reception"), 10, Duration.ofSeconds(5), Duration.ofSeconds(10)),
                asterisk,
                this);
        server.start();
    }

    Outgoing outgoing() {
        return outgoing;
    }

    AsteriskSwitch asterisk() {
        return asterisk;
    }

    void takesNoCall() {
        takesCalls = false;
    }

    /// What Asterisk tells in the very moment it is told to ring, before anybody waits for it.
    void whenRung(Consumer<AmiAction.Originate> happens) {
        whenRung = happens;
    }

    /// From here on an order to ring fails for this reason, or again for none.
    void refusesToRing(Optional<AmiException.Reason> reason) {
        refusal = reason;
    }

    /// A session of the caller, who dialled Les Lilas.
    ///
    /// @param arguments what follows the dialled number
    AsteriskSocket session(String... arguments) {
        var all = Stream.concat(Stream.of(Fixtures.LES_LILAS_DID.digits()), Stream.of(arguments));
        return AsteriskSocket.calling(server.port(), CALLER, all.toList());
    }

    Call call() throws InterruptedException {
        Call call = calls.poll(10, TimeUnit.SECONDS);
        assertNotNull(call, "a call arrives");
        return call;
    }

    int furtherCalls() {
        return calls.size();
    }

    /// The next order of that kind; others before it are forgotten.
    <T extends AmiAction> T order(Class<T> kind) throws InterruptedException {
        AmiAction order = orders.poll(10, TimeUnit.SECONDS);
        while (order != null && !kind.isInstance(order)) {
            order = orders.poll(10, TimeUnit.SECONDS);
        }
        assertNotNull(order, kind::getSimpleName);
        return kind.cast(order);
    }

    /// How many orders of that kind were given and not looked at.
    long furtherOrders(Class<? extends AmiAction> kind) {
        return orders.stream().filter(kind::isInstance).count();
    }

    <T> Future<T> flow(Callable<T> steps) {
        return flows.submit(steps);
    }

    /// Asterisk is attached, and the caller is there.
    void attachedWithTheCaller() {
        asterisk.attached(List.of(
                new ChannelStatus(CALLER, CHANNEL, CALLER, ChannelPhase.UP, Optional.empty(), Optional.of("AGI"))));
    }

    @Override
    public void give(AmiAction order, Consumer<AmiException> fault) {
        orders.add(order);
        if (order instanceof AmiAction.CallBack || order instanceof AmiAction.Tell) {
            refusal.ifPresent(reason -> fault.accept(Refusal.of(reason)));
        }
        if (order instanceof AmiAction.Originate ringing) {
            refusal.ifPresent(reason -> fault.accept(Refusal.of(reason)));
            whenRung.accept(ringing);
        }
    }

    @Override
    public void close() {
        server.close();
        flows.shutdownNow();
        try {
            ears.close();
        } catch (Exception fault) {
            throw new IllegalStateException("ears: not closed", fault);
        }
    }

    @Override
    public void moved() {}

    @Override
    public void fallback() {}

    @Override
    public void keyed(CallId call, char key) {
        keys.add(call + " " + key);
    }

    /// Who pressed which key.
    List<String> keys() {
        return List.copyOf(keys);
    }

    @Override
    public void refused(String message) {}

    @Override
    public void opened() {}

    @Override
    public void ended(AgiEnding ending) {}

    @Override
    public void refused(AgiRefusal refusal) {}
}
