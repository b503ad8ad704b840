package org.permanence.adapter.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.permanence.call.AudioListener;

/// Keeps the audio that it gets.
public final class CapturingAudioListener implements AudioListener {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final ByteArrayOutputStream audio = new ByteArrayOutputStream();
    private final CountDownLatch ended = new CountDownLatch(1);
    private int noticesNotPlayed;

    @Override
    public synchronized void onAudio(ByteBuffer some) {
        byte[] bytes = new byte[some.remaining()];
        some.get(bytes);
        audio.writeBytes(bytes);
        notifyAll();
    }

    @Override
    public synchronized void noticeNotPlayed() {
        noticesNotPlayed++;
    }

    @Override
    public void ended() {
        ended.countDown();
    }

    public synchronized int timesNoticeNotPlayed() {
        return noticesNotPlayed;
    }

    /// Waits for this many bytes and returns all.
    public synchronized byte[] audio(int bytes) throws InterruptedException {
        for (int waits = 0; waits < SOON.toMillis() && audio.size() < bytes; waits++) {
            wait(1);
        }
        return audio.toByteArray();
    }

    /// Whether the audio has ended.
    public boolean hasEnded() throws InterruptedException {
        return ended.await(SOON.toMillis(), TimeUnit.MILLISECONDS);
    }
}
