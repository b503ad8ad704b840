package org.permanence.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves the sound of all handsets with two threads, however many they are: one speaks for all every 20 ms, one
/// listens. The speaking thread also keeps the telephones' appointments (answer after two seconds).
final class SoundDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SoundDesk.class);
    private static final int PACKET = 2_048;

    private final InetAddress host;
    private final InstantSource clock;
    private final Selector selector;
    private final Thread listener;
    private final ScheduledExecutorService timer;
    private final Set<Handset> handsets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger nextSource = new AtomicInteger(1);
    private final ByteBuffer spoken = ByteBuffer.allocate(PACKET);

    SoundDesk(InetAddress host, InstantSource clock) {
        this.host = host;
        this.clock = clock;
        this.selector = open();
        this.listener = Thread.ofPlatform().daemon().name("lab-ears").start(this::listenToAll);
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("lab-mouths").factory());
        var _ = timer.scheduleAtFixedRate(this::speakForAll, 20, 20, TimeUnit.MILLISECONDS);
    }

    Handset handset() {
        try {
            var channel = DatagramChannel.open();
            channel.bind(new InetSocketAddress(host, 0));
            channel.configureBlocking(false);
            var handset = new Handset(channel, nextSource.getAndIncrement(), clock);
            channel.register(selector, SelectionKey.OP_READ, handset);
            selector.wakeup();
            handsets.add(handset);
            return handset;
        } catch (IOException e) {
            throw new LabException("handset: no port", e);
        }
    }

    /// Neither speaks nor listens from here on, and costs nothing; the port stays open.
    void layAside(Handset handset) {
        handsets.remove(handset);
        handset.leaves(selector);
    }

    void putDown(Handset handset) {
        handsets.remove(handset);
        try {
            handset.close();
        } catch (IOException e) {
            throw new LabException("handset: not closed", e);
        }
    }

    void after(Duration delay, Runnable appointment) {
        var _ = timer.schedule(() -> keep(appointment), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            selector.close();
            listener.join(Duration.ofSeconds(5));
        } catch (IOException e) {
            throw new LabException("sound: not closed", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Whoever interrupts wants to leave: the listener is a daemon.
        }
        Set.copyOf(handsets).forEach(this::putDown);
    }

    private static void keep(Runnable appointment) {
        try {
            appointment.run();
        } catch (LabException e) {
            // The message stays out: it quotes SIPp. The test will miss what was to happen and say so.
            LOG.atWarn().addKeyValue("fault", e.getClass().getSimpleName()).log("lab.appointment_missed");
        }
    }

    private void speakForAll() {
        for (Handset handset : handsets) {
            try {
                handset.speak(spoken);
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("fault", e.getClass().getSimpleName()).log("lab.not_spoken");
            }
        }
    }

    private void listenToAll() {
        var packet = ByteBuffer.allocate(PACKET);
        while (selector.isOpen()) {
            try {
                selector.select(key -> listen(key, packet));
            } catch (ClosedSelectorException _) {
                return; // close() was called: nobody listens any more.
            } catch (IOException | UncheckedIOException e) {
                LOG.atDebug().addKeyValue("fault", e.getClass().getSimpleName()).log("lab.not_heard");
            }
        }
    }

    private static void listen(SelectionKey key, ByteBuffer packet) {
        if (key.attachment() instanceof Handset handset && key.isValid()) {
            try {
                handset.listen(packet);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Selector open() {
        try {
            return Selector.open();
        } catch (IOException e) {
            throw new LabException("sound: no selector", e);
        }
    }
}
