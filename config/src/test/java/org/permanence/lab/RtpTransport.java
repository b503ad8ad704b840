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

/// Moves the audio of all endpoints with two threads: one sends for all every 20 ms, one receives. The sending
/// thread also runs the phones' timed actions, such as answering after two seconds.
final class RtpTransport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RtpTransport.class);
    private static final int MAX_PACKET_BYTES = 2_048;

    /// Well below the time without audio after which Asterisk ends a call.
    private static final Duration SPARSE_INTERVAL = Duration.ofSeconds(5);

    private final InetAddress host;
    private final InstantSource clock;
    private final Selector selector;
    private final Thread listener;
    private final ScheduledExecutorService timer;
    private final Set<RtpEndpoint> endpoints = ConcurrentHashMap.newKeySet();
    private final Set<RtpEndpoint> sparseEndpoints = ConcurrentHashMap.newKeySet();
    private final AtomicInteger nextSsrc = new AtomicInteger(1);
    private final ByteBuffer sendBuffer = ByteBuffer.allocate(MAX_PACKET_BYTES);

    RtpTransport(InetAddress host, InstantSource clock) {
        this.host = host;
        this.clock = clock;
        this.selector = open();
        this.listener = Thread.ofPlatform().daemon().name("lab-rtp-receiver").start(this::receiveAll);
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("lab-rtp-sender").factory());
        var _ = timer.scheduleAtFixedRate(() -> sendAll(endpoints), 20, 20, TimeUnit.MILLISECONDS);
        var _ = timer.scheduleAtFixedRate(
                () -> sendAll(sparseEndpoints),
                SPARSE_INTERVAL.toSeconds(),
                SPARSE_INTERVAL.toSeconds(),
                TimeUnit.SECONDS);
    }

    RtpEndpoint openEndpoint() {
        try {
            var channel = DatagramChannel.open();
            channel.bind(new InetSocketAddress(host, 0));
            channel.configureBlocking(false);
            var endpoint = new RtpEndpoint(channel, nextSsrc.getAndIncrement(), clock);
            channel.register(selector, SelectionKey.OP_READ, endpoint);
            selector.wakeup();
            endpoints.add(endpoint);
            return endpoint;
        } catch (IOException e) {
            throw new LabException("rtp endpoint: no port", e);
        }
    }

    /// Stops sending and receiving for the endpoint; its port stays open.
    void unregister(RtpEndpoint endpoint) {
        endpoints.remove(endpoint);
        endpoint.unregister(selector);
    }

    /// Sends a packet for the endpoint every five seconds only, and receives nothing, to save processor time.
    void sendSparsely(RtpEndpoint endpoint) {
        unregister(endpoint);
        sparseEndpoints.add(endpoint);
    }

    void closeEndpoint(RtpEndpoint endpoint) {
        endpoints.remove(endpoint);
        sparseEndpoints.remove(endpoint);
        try {
            endpoint.close();
        } catch (IOException e) {
            throw new LabException("rtp endpoint: not closed", e);
        }
    }

    void schedule(Duration delay, Runnable task) {
        var _ = timer.schedule(() -> runScheduled(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            selector.close();
            listener.join(Duration.ofSeconds(5));
        } catch (IOException e) {
            throw new LabException("rtp: not closed", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Stops waiting: the receiving thread is a daemon.
        }
        Set.copyOf(endpoints).forEach(this::closeEndpoint);
    }

    private static void runScheduled(Runnable task) {
        try {
            task.run();
        } catch (LabException e) {
            // The exception message is left out because it quotes SIPp. The test fails on the missing action.
            LOG.atWarn().addKeyValue("fault", e.getClass().getSimpleName()).log("lab.appointment_missed");
        }
    }

    private void sendAll(Set<RtpEndpoint> senders) {
        for (RtpEndpoint endpoint : senders) {
            try {
                endpoint.sendPacket(sendBuffer);
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("fault", e.getClass().getSimpleName()).log("lab.not_spoken");
            }
        }
    }

    private void receiveAll() {
        var packet = ByteBuffer.allocate(MAX_PACKET_BYTES);
        while (selector.isOpen()) {
            try {
                selector.select(key -> receive(key, packet));
            } catch (ClosedSelectorException _) {
                return; // close() was called.
            } catch (IOException | UncheckedIOException e) {
                LOG.atDebug().addKeyValue("fault", e.getClass().getSimpleName()).log("lab.not_heard");
            }
        }
    }

    private static void receive(SelectionKey key, ByteBuffer packet) {
        if (key.attachment() instanceof RtpEndpoint endpoint && key.isValid()) {
            try {
                endpoint.receivePackets(packet);
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
