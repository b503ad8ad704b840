package org.permanence.adapter.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.call.AudioListener;
import org.permanence.call.CallId;
import org.permanence.durable.FileGroup;

/// The writing end is opened as Asterisk opens it: for writing, at any time.
class AudioPipesTest {

    private static final CallId CALL = new CallId("lab-1795310802.7");
    private static final CallId OTHER = new CallId("lab-1795310803.8");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path work;

    @Test
    void directoryThatCannotBeCreatedIsRefused() throws IOException {
        Path file = Files.createFile(work.resolve("file"));

        assertThrows(AudioPipeException.class, () -> new AudioPipes(file.resolve("pipes"), FileGroup.NONE).close());
    }

    @Test
    void pipeNameTakenByAFileIsRefusedAndTheFileIsKept() throws IOException {
        try (var pipes = new AudioPipes(folder(), FileGroup.NONE)) {
            Path file = Files.writeString(folder().resolve(CALL + ".raw"), "foreign");

            assertThrows(AudioPipeException.class, () -> pipes.open(CALL, new CapturingAudioListener()));
            assertEquals("foreign", Files.readString(file));
            assertEquals(List.of(), pipes.calls());
        }
    }

    @Test
    void pipesAreReadableByTheirOwnerOnly() throws IOException {
        try (var pipes = new AudioPipes(folder(), FileGroup.NONE)) {
            Path pipe = pipes.open(CALL, new CapturingAudioListener()).orElseThrow();

            assertEquals("rwx------", mode(folder()));
            assertEquals("rw-------", mode(pipe));
        }
    }

    @Test
    void audioArrivesByteForByteAndNothingRemainsOnDisk() throws Exception {
        try (var pipes = new AudioPipes(folder(), FileGroup.NONE)) {
            var listener = new CapturingAudioListener();
            Path pipe = pipes.open(CALL, listener).orElseThrow();
            byte[] audio = sound(300_000);

            try (var asterisk = new FileOutputStream(pipe.toFile())) {
                asterisk.write(audio);
                assertArrayEquals(audio, listener.audio(audio.length));
                assertEquals(0, Files.size(pipe), "no audio is on disk");
            }
            pipes.callEnded(CALL);

            assertTrue(listener.hasEnded());
            assertTrue(Files.notExists(pipe));
        }
    }

    @Test
    void audioBufferedAtTheEndArrivesAfterALongSilence() throws Exception {
        Path path = work.resolve("quiet.raw");
        NamedPipe.make(path);
        var listener = new CapturingAudioListener();
        var pipe = AudioPipe.open(path, listener);
        byte[] buffer = new byte[64 * 1024];
        for (int i = 0; i < 100; i++) {
            assertTrue(pipe.poll(buffer));
        }

        pipe.callEnded();
        assertTrue(pipe.poll(buffer));
        try (var asterisk = new FileOutputStream(path.toFile())) {
            asterisk.write(sound(4_000));
        }
        assertTrue(pipe.poll(buffer));

        assertArrayEquals(sound(4_000), listener.audio(4_000));
        assertTrue(IntStream.range(0, 100).anyMatch(_ -> !pipe.poll(buffer)), "the reader stops polling the pipe");
        assertTrue(listener.hasEnded());
    }

    @Test
    void audioBufferedAtTheEndOfTheCallArrives() throws Exception {
        try (var pipes = new AudioPipes(folder(), FileGroup.NONE)) {
            var listener = new CapturingAudioListener();
            Path pipe = pipes.open(CALL, listener).orElseThrow();

            try (var asterisk = new FileOutputStream(pipe.toFile())) {
                pipes.callEnded(CALL);
                asterisk.write(sound(1_000));
                assertEquals(1_000, listener.audio(1_000).length);
            }
            assertTrue(listener.hasEnded());
        }
    }

    @Test
    void detachedListenerGetsNoMoreAudioAndAsteriskIsNotBlocked() throws Exception {
        try (var pipes = new AudioPipes(folder(), FileGroup.NONE)) {
            var listener = new CapturingAudioListener();
            Path pipe = pipes.open(CALL, listener).orElseThrow();

            pipes.detachListener(CALL);
            try (var asterisk = new FileOutputStream(pipe.toFile())) {
                asterisk.write(sound(300_000)); // More than a pipe holds: without a reader this would block forever.
            }

            assertTrue(listener.hasEnded());
            assertEquals(0, listener.audio(0).length);
        }
    }

    @Test
    void failingListenerBlocksNeitherAsteriskNorOtherCalls() throws Exception {
        try (var pipes = new AudioPipes(folder(), FileGroup.NONE)) {
            Path faulty = pipes.open(CALL, new FailingListener()).orElseThrow();
            var listener = new CapturingAudioListener();
            Path sound = pipes.open(OTHER, listener).orElseThrow();

            try (var one = new FileOutputStream(faulty.toFile());
                    var other = new FileOutputStream(sound.toFile())) {
                one.write(sound(300_000));
                other.write(sound(1_000));
            }

            assertEquals(1_000, listener.audio(1_000).length);
        }
    }

    @Test
    void pipeOfACrashedEngineIsStillReadAndCanBeTappedAgain() throws Exception {
        Path pipe;
        try (var died = new AudioPipes(folder(), FileGroup.NONE)) {
            pipe = died.open(CALL, new CapturingAudioListener()).orElseThrow();
        }
        try (var pipes = new AudioPipes(folder(), FileGroup.NONE)) {
            assertEquals(List.of(CALL), pipes.calls());
            var listener = new CapturingAudioListener();

            assertEquals(Optional.empty(), pipes.open(CALL, listener), "Asterisk already writes into this pipe");
            try (var asterisk = new FileOutputStream(pipe.toFile())) {
                asterisk.write(sound(1_000));
            }

            assertEquals(1_000, listener.audio(1_000).length);
            assertTrue(Files.exists(pipe));
        }
    }

    private Path folder() {
        return work.resolve("pipes");
    }

    private static byte[] sound(int bytes) {
        byte[] sound = new byte[bytes];
        new Random(7).nextBytes(sound);
        return sound;
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static final class FailingListener implements AudioListener {

        @Override
        public void onAudio(ByteBuffer sound) {
            throw new IllegalStateException("a fault of the listener");
        }

        @Override
        public void noticeNotPlayed() {}

        @Override
        public void ended() {}
    }
}
