package org.permanence.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Writes the answer to a connection. Used by one thread of the pool. Each part of a long answer waits until the
/// client has taken the one before, so a slow client costs one thread and little memory.
final class NettyAnswer implements HttpAnswer {

    private static final int PART_BYTES = 64 * 1024;

    private final Channel channel;
    private final Duration writeTime;
    private boolean begun;
    private boolean inParts;
    private boolean chunked;
    private long remaining;

    NettyAnswer(Channel channel, Duration writeTime) {
        this.channel = channel;
        this.writeTime = writeTime;
    }

    @Override
    public void send(HttpReply reply) {
        begin();
        closeWhenWritten(channel.writeAndFlush(response(reply)));
    }

    @Override
    public WritableByteChannel begin(String type, long bytes) throws IOException {
        remaining = bytes;
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes);
        return begin(head, type);
    }

    @Override
    public WritableByteChannel begin(String type) throws IOException {
        chunked = true;
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        return begin(head, type);
    }

    private WritableByteChannel begin(HttpResponse head, String type) throws IOException {
        begin();
        inParts = true;
        setHeaders(head, type);
        awaitWritten(channel.writeAndFlush(head));
        return new Content();
    }

    @Override
    public boolean isBegun() {
        return begun;
    }

    private void begin() {
        if (begun) {
            throw new IllegalStateException("answer: a second one (expected: one for each request)");
        }
        begun = true;
    }

    /// Called when the service has returned or failed. Closes the connection if the answer is not complete.
    ///
    /// @param failed whether the service failed
    void end(boolean failed) {
        if (!begun || remaining > 0 || (chunked && failed)) {
            var _ = channel.close();
        } else if (inParts) {
            closeWhenWritten(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
        }
    }

    /// A complete response, after which the connection is closed.
    static DefaultFullHttpResponse response(HttpReply reply) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(reply.status()),
                Unpooled.copiedBuffer(reply.content(), StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        setHeaders(response, reply.type());
        return response;
    }

    private static void setHeaders(HttpMessage message, String type) {
        message.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }

    private void closeWhenWritten(ChannelFuture written) {
        written.addListener(ChannelFutureListener.CLOSE);
        var _ = channel.eventLoop()
                .schedule(
                        () -> {
                            var _ = channel.close();
                        },
                        writeTime.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void awaitWritten(ChannelFuture written) throws IOException {
        try {
            if (written.await(writeTime.toMillis()) && written.isSuccess()) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            var _ = channel.close();
            throw new InterruptedIOException("answer: interrupted");
        }
        var _ = channel.close();
        throw new IOException(
                "answer: not taken by the client within " + writeTime.toMillis() + " ms", written.cause());
    }

    private final class Content implements WritableByteChannel {

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int length = bytes.remaining();
            if (!chunked && length > remaining) {
                throw new IOException("answer: longer than announced");
            }
            while (bytes.hasRemaining()) {
                int part = Math.min(bytes.remaining(), PART_BYTES);
                ByteBuf copy = Unpooled.copiedBuffer(bytes.slice(bytes.position(), part));
                awaitWritten(channel.writeAndFlush(new DefaultHttpContent(copy)));
                bytes.position(bytes.position() + part);
                remaining -= chunked ? 0 : part;
            }
            return length;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() {
            // The connection is closed when the service returns.
        }
    }
}
