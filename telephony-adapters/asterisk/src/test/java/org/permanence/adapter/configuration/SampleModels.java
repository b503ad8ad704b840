package org.permanence.adapter.configuration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.permanence.durable.FileGroup;
import org.permanence.practice.Prompts;
import org.permanence.testing.Fixtures;

/// Sample installations: two practices, a carrier on one loopback address, telephones on another.
final class SampleModels {

    static final int ANNOUNCEMENT_HERTZ = 1000;
    static final int RINGING_HERTZ = 440;
    static final int MUSIC_HERTZ = 300;
    static final int QUESTION_HERTZ = 1300;

    static final String CARRIER = "127.0.0.2";
    static final String ASSERTING_CARRIER = "127.0.0.4";
    static final String PHONES = "127.0.0.3";
    static final String DOCTOR = "d0c7a1b2";
    static final String ASSISTANT = "de5c0001";

    static final AsteriskPassword SECRET = new AsteriskPassword("0123456789abcdef0123456789abcdef");

    /// Small enough for a test to reach.
    static final PeerLimits LIMITS = new PeerLimits(3, 2, 6, 100);

    private SampleModels() {}

    static AsteriskPaths paths(Path tree, Path work) {
        return AsteriskPaths.of(tree, work.resolve("state"), work.resolve("sounds"), FileGroup.NONE);
    }

    static AsteriskNetwork network(int sipPort, int amiPort, List<Address> engines) {
        return new AsteriskNetwork(
                "asterisk-a",
                new SipTransports(new Address("127.0.0.1", sipPort), Optional.empty()),
                new PortRange(21_000, 21_999),
                new ManagerAccess(
                        new Address("127.0.0.1", amiPort),
                        false,
                        List.of(new ManagerAccess.Account("engine-1", SECRET))),
                engines,
                List.of(),
                LIMITS,
                Optional.empty());
    }

    /// The small installation at these paths, with AMI over TLS.
    static AsteriskModel withManagerTls(AsteriskPaths paths, int amiPort) {
        AsteriskNetwork network =
                network(RealAsterisk.freePort("127.0.0.1"), amiPort, List.of(new Address("127.0.0.1", 4573)));
        AsteriskModel model = minimal(Path.of("/work"));
        return new AsteriskModel(
                paths,
                new AsteriskNetwork(
                        network.name(),
                        network.sip(),
                        network.rtp(),
                        new ManagerAccess(
                                network.ami().address(), true, network.ami().accounts()),
                        network.engines(),
                        network.mediaNetworks(),
                        network.limits(),
                        network.audioSocket()),
                model.trunks(),
                model.phones(),
                model.practices(),
                List.of());
    }

    static SipEndpoint fixedEndpoint(String name, String endpoint, int port) {
        return new SipEndpoint(name, endpoint, new SipEndpoint.Fixed(new Address(PHONES, port), SipProtocol.UDP));
    }

    static PracticeNumbers lesLilas(FallbackLine... lines) {
        return new PracticeNumbers("les-lilas", List.of(Fixtures.LES_LILAS_DID), "fr", List.of(lines));
    }

    static Trunk carrier() {
        return new Trunk(
                "carrier",
                List.of(CARRIER),
                Optional.of(new Address("127.0.0.2", 5999)),
                false,
                SipProtocol.UDP,
                Optional.empty());
    }

    /// A carrier that asserts callers' numbers.
    static Trunk assertingCarrier() {
        return new Trunk(
                "asserting", List.of(ASSERTING_CARRIER), Optional.empty(), true, SipProtocol.UDP, Optional.empty());
    }

    /// A carrier at one address that only delivers calls.
    static Trunk trunk(String name, String address, SipProtocol protocol) {
        return new Trunk(name, List.of(address), Optional.empty(), false, protocol, Optional.empty());
    }

    /// A small valid installation; tests break one part of it.
    static AsteriskModel minimal(Path work) {
        return new AsteriskModel(
                paths(Path.of("/tree"), work),
                network(5060, 5038, List.of(new Address("127.0.0.1", 4573))),
                List.of(carrier()),
                List.of(fixedEndpoint("doctor", DOCTOR, 5062)),
                List.of(lesLilas(new FallbackLine.Extension("doctor"))),
                List.of());
    }

    /// Sounds that a test can tell apart by their pitch.
    static void writeSounds(Path sounds) throws IOException {
        Files.createDirectories(sounds.resolve("hold"));
        Files.createDirectories(sounds.resolve("emergency-fr"));
        for (String prompt : Prompts.WHILE_RINGING) {
            Path folder = Files.createDirectories(sounds.resolve("fr." + prompt));
            tone(folder.resolve("1-announcement.wav"), ANNOUNCEMENT_HERTZ, 400);
        }
        tone(sounds.resolve("hold/music.wav"), MUSIC_HERTZ, 2_000);
        tone(sounds.resolve("emergency-fr.wav"), ANNOUNCEMENT_HERTZ, 400);
        tone(sounds.resolve("fallback-question-fr.wav"), QUESTION_HERTZ, 400);
        tone(sounds.resolve("emergency-fr/1-announcement.wav"), ANNOUNCEMENT_HERTZ, 400);
        tone(sounds.resolve("emergency-fr/2-ringing.wav"), RINGING_HERTZ, 1_500);
    }

    private static void tone(Path file, int hertz, int millis) throws IOException {
        byte[] samples = new byte[millis * 8 * 2];
        for (int i = 0; i < samples.length / 2; i++) {
            int sample = (int) (12_000 * Math.sin(2 * Math.PI * hertz * i / 8000.0));
            samples[2 * i] = (byte) sample;
            samples[2 * i + 1] = (byte) (sample >> 8);
        }
        var format = new AudioFormat(8000, 16, 1, true, false);
        try (var stream = new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2)) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }
}
