package org.permanence.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// A recorded conversation: the caller on the left, the other party on the right.
public record StereoSound(Sound left, Sound right) {

    private static final AudioFormat FORMAT = new AudioFormat(Sound.RATE, 16, 2, true, false);

    /// Whether the tone is in the caller's channel only.
    public boolean hasCallerTone(int hertz) {
        return ToneDetector.hasTone(left, hertz) && !ToneDetector.hasTone(right, hertz);
    }

    /// Whether the tone is in the other party's channel only.
    public boolean hasOtherPartyTone(int hertz) {
        return ToneDetector.hasTone(right, hertz) && !ToneDetector.hasTone(left, hertz);
    }

    /// Reads a WAV file with 8 kHz, 16 bits, two channels.
    public static StereoSound ofWav(Path file) {
        try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
            if (!in.getFormat().matches(FORMAT)) {
                throw new LabException("wav: %s (expected: 8000 Hz, 16 bits, stereo)".formatted(in.getFormat()));
            }
            var frames = ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            var left = new short[frames.remaining() / 2];
            var right = new short[left.length];
            for (int i = 0; i < left.length; i++) {
                left[i] = frames.get();
                right[i] = frames.get();
            }
            return new StereoSound(Sound.of(left), Sound.of(right));
        } catch (IOException | UnsupportedAudioFileException e) {
            throw new LabException("wav: not readable: " + file.getFileName(), e);
        }
    }
}
