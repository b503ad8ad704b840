package org.permanence.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection, which carries one request. It is closed after the answer, so no request waits behind another.
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final String TEXT = "text/plain; charset=utf-8";

    /// What all connections of a server share.
    record Shared(HttpService service, HttpLimits limits, HttpConnections connections, Executor pool) {}

    private enum State {
        HEAD,
        BODY,
        /// The answer is written, or a thread of the pool will write it. The rest of the request is discarded.
        ANSWERED
    }

    private final Shared shared;
    private State state = State.HEAD;
    private @Nullable HttpHead head;
    private @Nullable ByteBuf body;
    private int maxBody;
    private @Nullable Future<?> deadline;

    HttpConnection(Shared shared) {
        this.shared = shared;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        shared.connections().opened(context.channel());
        closeAfter(context, shared.limits().headTime());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        shared.connections().closed(context.channel());
        endWait();
        releaseBody();
    }

    private void releaseBody() {
        if (body != null) {
            body.release();
            body = null;
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (state != State.ANSWERED && part.decoderResult().isFailure()) {
            answerAtOnce(context, malformed(part.decoderResult().cause()));
        }
        if (state == State.HEAD && part instanceof HttpRequest request) {
            admit(context, request);
        }
        if (state == State.BODY && part instanceof HttpContent content) {
            append(context, content);
        }
    }

    private void admit(ChannelHandlerContext context, HttpRequest request) {
        HttpHead received = head(request);
        switch (shared.service().admit(received)) {
            case HttpService.Admission.Answered(var reply) -> answerAtOnce(context, reply);
            case HttpService.Admission.Accepted(var limit) -> {
                state = State.BODY;
                head = received;
                body = context.alloc().buffer();
                maxBody = limit;
                closeAfter(context, shared.limits().bodyTime());
                if (HttpUtil.is100ContinueExpected(request)) {
                    var _ = context.writeAndFlush(
                            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
                }
            }
        }
    }

    private void append(ChannelHandlerContext context, HttpContent content) {
        ByteBuf received = Optional.ofNullable(body).orElseThrow();
        if (received.readableBytes() + content.content().readableBytes() > maxBody) {
            answerAtOnce(context, text(413, "body: too long (expected: at most " + maxBody + " bytes)"));
            return;
        }
        received.writeBytes(content.content());
        if (content instanceof LastHttpContent) {
            state = State.ANSWERED;
            endWait();
            shared.connections().accepted(context.channel());
            byte[] bytes = ByteBufUtil.getBytes(received);
            releaseBody();
            serve(context, Optional.ofNullable(head).orElseThrow(), bytes);
        }
    }

    private void serve(ChannelHandlerContext context, HttpHead request, byte[] content) {
        var answer = new NettyAnswer(context.channel(), shared.limits().writeTime());
        try {
            shared.pool().execute(() -> serve(request, content, answer));
        } catch (RejectedExecutionException _) {
            answer.send(text(503, "server: busy (expected: a later attempt)"));
        }
    }

    private void serve(HttpHead request, byte[] content, NettyAnswer answer) {
        boolean failed = true;
        try {
            shared.service().serve(request, content, answer);
            failed = false;
        } catch (IOException | RuntimeException fault) { // The server answers the next request.
            LOG.atError().setCause(fault).log("http.request-failed");
        } finally {
            answer.end(failed);
        }
    }

    /// Answers and ends this side of the connection. What the client still sends is read and discarded until it has
    /// read the answer: to close at once would reset the connection and lose the answer.
    private void answerAtOnce(ChannelHandlerContext context, HttpReply reply) {
        state = State.ANSWERED;
        var _ = context.writeAndFlush(NettyAnswer.response(reply)).addListener((ChannelFutureListener) written -> {
            if (written.isSuccess() && written.channel() instanceof DuplexChannel connection) {
                var _ = connection.shutdownOutput();
            } else {
                var _ = context.close();
            }
        });
    }

    private void closeAfter(ChannelHandlerContext context, Duration time) {
        endWait();
        deadline = context.executor()
                .schedule(
                        () -> {
                            var _ = context.close();
                        },
                        time.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void endWait() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
        var _ = context.close();
        if (!(fault instanceof IOException)) { // The client has gone.
            LOG.atWarn().setCause(fault).log("http.connection-failed");
        }
    }

    private static HttpHead head(HttpRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        request.headers()
                .forEach(header -> headers.computeIfAbsent(
                                header.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                        .add(header.getValue()));
        return new HttpHead(request.method().name(), request.uri(), headers);
    }

    private static HttpReply malformed(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> text(414, "request line: too long");
            case TooLongHttpHeaderException _ -> text(431, "headers: too long");
            default -> text(400, "request: unreadable (expected: HTTP/1.1)");
        };
    }

    private static HttpReply text(int status, String problem) {
        return new HttpReply(status, TEXT, problem + "\n");
    }
}
