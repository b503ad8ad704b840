package org.permanence.adapter.ami;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to Asterisk, from its banner to its end: it logs in, reads all channels, then passes events on.
/// It only fills buffers and never waits. All of it runs on the connection's thread.
final class AmiConnection extends ChannelInboundHandlerAdapter implements AmiSink {

    private static final Logger LOG = LoggerFactory.getLogger(AmiConnection.class);

    /// The client that opened the connection.
    interface Owner {
        void onAttached(AmiConnection connection);

        /// Asterisk refused for good. [#onEnded] follows.
        void onRefused(String message);

        void onEnded(AmiConnection connection, boolean wasAttached, DetachCause cause);
    }

    /// What the connections of one client share.
    record Shared(EventBuffer buffer, AmiMetrics metrics, LongSupplier nanos, RandomGenerator random) {}

    private enum Phase {
        GREETING,
        LOGGING_IN,
        READING_CHANNELS,
        ATTACHED,
        ENDED
    }

    private static final int MAX_CAUSES = 10;

    private final AmiClientSettings settings;
    private final Shared shared;
    private final Owner owner;
    private final AmiDecoder decoder;
    private final AmiCounters counters;
    private final PendingActions pending;
    private final OriginatedLegs originated = new OriginatedLegs();
    private final EventBuffer.Batch batch = new EventBuffer.Batch();
    private final List<ChannelStatus> channels = new ArrayList<>();
    private final List<Future<?>> timers = new ArrayList<>();

    private Phase phase = Phase.GREETING;
    private String pendingId = "";
    private boolean receivedSincePing;
    private long readAt;
    private @Nullable Channel channel;

    AmiConnection(AmiClientSettings settings, Shared shared, Owner owner) {
        this.settings = settings;
        this.shared = shared;
        this.owner = owner;
        this.decoder = new AmiDecoder(AmiLimits.ASTERISK, new SystemNameCheck(settings.systemName()), this);
        this.counters = new AmiCounters(decoder, shared.metrics());
        this.pending = new PendingActions(shared.random());
    }

    /// Sends an action. Runs on the connection's thread, where the future also completes.
    CompletableFuture<AmiResponse> send(AmiAction action) {
        Channel open = channel;
        if (open == null || phase == Phase.ENDED) {
            return CompletableFuture.failedFuture(
                    new AmiException(AmiException.Reason.NOT_ATTACHED, "connection: none (expected: attached)"));
        }
        String id = pending.nextId();
        var answer = pending.await(id, settings.timeouts().response(), open.eventLoop());
        if (phase != Phase.ATTACHED) {
            pendingId = id;
        }
        ByteBuf out = open.alloc().buffer(512);
        AmiEncoder.encode(action, id, out);
        originated.sent(action, id);
        var _ = open.writeAndFlush(out);
        return answer;
    }

    /// Logs off and closes. `whenClosed` runs when the connection is closed.
    void logOff(Runnable whenClosed) {
        Channel open = channel;
        if (open == null || phase == Phase.ENDED) {
            whenClosed.run();
            return;
        }
        ByteBuf out = open.alloc().buffer(64);
        AmiEncoder.encode(new AmiAction.Logoff(), pending.nextId(), out);
        open.closeFuture().addListener(_ -> whenClosed.run());
        var _ = open.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        Duration limit = settings.timeouts().response();
        timers.add(ctx.executor().schedule(this::attachTimedOut, limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        receivedSincePing = true;
        readAt = shared.nanos().getAsLong();
        try {
            if (phase != Phase.ENDED) {
                decoder.decode(in);
            }
        } catch (AmiException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("ami.protocol.violated");
            end(DetachCause.PROTOCOL);
        } finally {
            in.release();
        }
        counters.report();
        deliver();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(DetachCause.CLOSED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (isCertificateRefused(cause)) {
            LOG.atError()
                    .addKeyValue("expected", "the certificate that the settings trust, for this host")
                    .log("ami.certificate.refused");
            shared.metrics().onCertificateRefused();
        } else {
            // Only the class: a TLS message may quote what was read.
            LOG.atWarn().addKeyValue("error", cause.getClass().getSimpleName()).log("ami.connection.failed");
        }
        end(DetachCause.CLOSED);
    }

    private static boolean isCertificateRefused(Throwable cause) {
        return Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(CertificateException.class::isInstance);
    }

    @Override
    public void banner() {
        phase = Phase.LOGGING_IN;
        AmiSecret secret = null;
        try {
            secret = new AmiSecret(settings.secret().get());
            var _ = send(new AmiAction.Login(settings.username(), secret)).thenAccept(this::onLogin);
        } catch (RuntimeException _) {
            // The supplier's message is not repeated: it may quote the file, which holds the secret.
            refuse("secret: unusable (expected: a readable file with 1..128 printable characters)");
        } finally {
            if (secret != null) {
                secret.wipe();
            }
        }
    }

    @Override
    public void event(AmiEvent event, long ordinal) {
        if (phase == Phase.READING_CHANNELS || phase == Phase.ATTACHED) {
            batch.add(event, ordinal, readAt);
        }
    }

    @Override
    public void originateResponse(String actionId, boolean success, int reason, long ordinal) {
        originated
                .ended(actionId)
                .ifPresent(legId -> event(new AmiEvent.OriginateResponse(legId, success, reason), ordinal));
    }

    @Override
    public void response(String actionId, AmiResponse response) {
        // Before the first event only Asterisk can write here, so an answer without an id belongs to the login.
        String id = actionId.isEmpty() && phase == Phase.LOGGING_IN ? pendingId : actionId;
        if (response.answer() != AmiAnswer.SUCCESS) {
            var _ = originated.ended(id); // Asterisk reports no outcome of an action that it refused.
        }
        pending.answered(id, response);
    }

    @Override
    public void channelStatus(String actionId, ChannelStatus status) {
        if (phase == Phase.READING_CHANNELS && actionId.equals(pendingId)) {
            channels.add(status);
        }
    }

    @Override
    public void listEnd(String actionId, int items) {
        if (phase != Phase.READING_CHANNELS || !actionId.equals(pendingId)) {
            return;
        }
        if (items != channels.size()) {
            // A caller's number with line breaks spoils only the entry of the caller's own channel.
            LOG.atWarn()
                    .addKeyValue("announced", items)
                    .addKeyValue("received", channels.size())
                    .log("ami.channel-list.incomplete");
        }
        attach();
    }

    private void onLogin(AmiResponse response) {
        switch (response.answer()) {
            case SUCCESS -> readChannels();
            case NOT_AUTHENTICATED -> refuse("login: refused (expected: the AMI account's name and secret)");
            case LIST_FOLLOWS, NOT_PERMITTED, NO_SUCH_CHANNEL, ERROR ->
                refuse("login: refused (expected: an AMI account)");
        }
    }

    private void readChannels() {
        phase = Phase.READING_CHANNELS;
        switch (settings.timeouts().initialSync()) {
            case EVENTS_ONLY -> attach();
            case CHANNELS -> {
                var _ = send(new AmiAction.ReadChannels()).thenAccept(this::onChannelListStart);
            }
        }
    }

    private void onChannelListStart(AmiResponse response) {
        if (response.answer() != AmiAnswer.LIST_FOLLOWS) {
            refuse("channels: not listed (expected: an AMI account with write=call,originate)");
        }
    }

    private void attach() {
        phase = Phase.ATTACHED;
        stopTimers();
        owner.onAttached(this); // First, because the listener may send at once.
        shared.metrics().onAttached();
        shared.buffer().put(new EventItem.ConnectionNotice.Attached(List.copyOf(channels)), readAt);
        channels.clear();
        Channel open = channel;
        if (open != null && settings.timeouts().initialSync() == AmiTimeouts.InitialSync.CHANNELS) {
            long every = settings.timeouts().pingInterval().toMillis();
            timers.add(open.eventLoop().scheduleWithFixedDelay(this::ping, every, every, TimeUnit.MILLISECONDS));
        }
    }

    private void ping() {
        if (!receivedSincePing) {
            end(DetachCause.NO_ANSWER);
            return;
        }
        receivedSincePing = false;
        var _ = send(new AmiAction.Ping()); // Any input before the next ping proves that the connection is alive.
    }

    private void attachTimedOut() {
        end(DetachCause.NO_ANSWER);
    }

    private void deliver() {
        boolean fits = switch (phase) {
            case ATTACHED -> shared.buffer().offer(batch);
            case GREETING, LOGGING_IN, READING_CHANNELS ->
                batch.size <= settings.timeouts().bufferSize();
            case ENDED -> true;
        };
        if (!fits) {
            end(DetachCause.OVERFLOW);
        }
        if (phase == Phase.ATTACHED || phase == Phase.ENDED) {
            batch.clear();
        }
    }

    private void refuse(String message) {
        if (phase != Phase.ENDED) {
            owner.onRefused(message);
            end(DetachCause.CLOSED);
        }
    }

    private void end(DetachCause cause) {
        if (phase == Phase.ENDED) {
            return;
        }
        boolean wasAttached = phase == Phase.ATTACHED;
        phase = Phase.ENDED;
        stopTimers();
        pending.failAll();
        if (wasAttached) {
            shared.buffer()
                    .put(
                            new EventItem.ConnectionNotice.Detached(cause),
                            shared.nanos().getAsLong());
            shared.metrics().onDetached(cause);
        }
        owner.onEnded(this, wasAttached, cause);
        Channel open = channel;
        if (open != null) {
            var _ = open.close();
        }
    }

    private void stopTimers() {
        timers.forEach(timer -> timer.cancel(false));
        timers.clear();
    }
}
