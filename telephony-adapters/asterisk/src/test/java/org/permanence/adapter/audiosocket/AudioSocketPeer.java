package org.permanence.adapter.audiosocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.UUID;

/// Asterisk's side of an AudioSocket, as recorded from Asterisk 22.10.1. Every wait ends after ten seconds.
public final class AudioSocketPeer implements AutoCloseable {

    private final Socket socket;

    AudioSocketPeer(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A stream that sends its id at once.
    public static AudioSocketPeer open(UUID id, int port) {
        return new AudioSocketPeer(port).send(hello(id));
    }

    public AudioSocketPeer send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// Sends `frames` frames of 20 ms; every sample has the value `sample`.
    public AudioSocketPeer sendAudio(int frames, int sample) {
        for (int i = 0; i < frames; i++) {
            send(sound(160, sample));
        }
        return this;
    }

    /// Whether the engine closes the connection without sending anything.
    public boolean isClosedByEngine() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException _) {
            return true; // Closed with unread input.
        }
    }

    static byte[] hello(UUID id) {
        return ByteBuffer.allocate(19)
                .put((byte) AudioSocketDecoder.HELLO)
                .putShort((short) 16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static byte[] sound(int samples, int sample) {
        var frame = message(AudioSocketDecoder.SOUND, new byte[samples * 2]);
        for (int i = 0; i < samples; i++) {
            frame[3 + 2 * i] = (byte) sample;
            frame[4 + 2 * i] = (byte) (sample >> 8);
        }
        return frame;
    }

    static byte[] message(int kind, byte... payload) {
        return ByteBuffer.allocate(3 + payload.length)
                .put((byte) kind)
                .putShort((short) payload.length)
                .put(payload)
                .array();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
