package org.permanence.adapter.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The softphone baresip: a telephone or carrier that the project has not written. It speaks SIP over TLS and only
/// SRTP, answers at once, sends a tone, and keeps what it hears.
final class BaresipPhone implements AutoCloseable {

    /// Where it connects from, whatever its own address is.
    static final String SOURCE = "127.0.0.1";

    private static final int WAV_HEADER = 44;
    private static final int PACKET_SAMPLES = 160;
    private static final int RTP_HEADER = 12;

    private final Process process;
    private final Path work;

    private BaresipPhone(Process process, Path work) {
        this.process = process;
        this.work = work;
    }

    /// What it is and what it trusts.
    ///
    /// @param address where it takes calls over TLS, and receives audio
    /// @param account its address and parameters, as baresip's file of accounts has them
    /// @param hertz   the pitch of its tone
    record Setup(
            Address address, String account, SelfSignedCertificate own, SelfSignedCertificate trusted, int hertz) {}

    /// Whether `scripts/setup` has installed it.
    static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/bin/baresip")) && modules().isPresent();
    }

    /// @param work an empty directory
    static BaresipPhone start(Path work, Setup setup) throws IOException {
        Files.createDirectories(work.resolve("heard"));
        SelfSignedCertificate own = setup.own();
        Files.writeString(work.resolve("own.pem"), own.certificate() + own.key());
        Files.writeString(work.resolve("trusted.pem"), setup.trusted().certificate());
        Files.writeString(work.resolve("config"), configuration(work, setup));
        Files.writeString(work.resolve("accounts"), setup.account() + ";answermode=auto;mediaenc=srtp-mand\n");
        Files.writeString(work.resolve("contacts"), "");
        Process process = new ProcessBuilder(List.of("baresip", "-4", "-s", "-f", work.toString()))
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output").toFile())
                .start();
        return new BaresipPhone(process, work);
    }

    /// baresip listens with TLS on the port after that of `sip_listen`. Its tone needs 48 kHz and two channels.
    private static String configuration(Path work, Setup setup) {
        return """
                poll_method epoll
                sip_listen %1$s:%2$d
                sip_certificate %4$s/own.pem
                sip_cafile %4$s/trusted.pem
                net_interface %1$s
                audio_source ausine,%3$d
                audio_player aubridge,player
                audio_alert aubridge,alert
                ausrc_srate 48000
                ausrc_channels 2
                auplay_srate 8000
                auplay_channels 1
                snd_path %4$s/heard
                module_path %5$s
                module stdio.so
                module g711.so
                module srtp.so
                module ausine.so
                module aubridge.so
                module sndfile.so
                module_tmp uuid.so
                module_tmp account.so
                module_app menu.so
                """.formatted(
                        setup.address().host(),
                        setup.address().port() - 1,
                        setup.hertz(),
                        work,
                        modules().orElseThrow());
    }

    /// Calls this SIP address.
    BaresipPhone dial(String address) {
        try {
            process.getOutputStream().write(("/dial " + address + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// True once 100 ms of what it has decrypted and decoded had that pitch.
    boolean hasHeardTone(int hertz) {
        var pitches = new Pitches();
        try (DirectoryStream<Path> heard = Files.newDirectoryStream(work.resolve("heard"), "*-dec.wav")) {
            for (Path file : heard) {
                add(Files.readAllBytes(file), pitches);
            }
            return pitches.hasTone(hertz);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Adds the samples as packets of 20 ms. Of a sample of 16 bits, the second byte has the sign, as the one byte
    /// of µ-law has.
    private static void add(byte[] wav, Pitches pitches) {
        int length = PACKET_SAMPLES * 2;
        for (int start = WAV_HEADER; start + length <= wav.length; start += length) {
            byte[] packet = new byte[RTP_HEADER + PACKET_SAMPLES];
            for (int i = 0; i < PACKET_SAMPLES; i++) {
                packet[RTP_HEADER + i] = wav[start + 2 * i + 1];
            }
            pitches.add(packet);
        }
    }

    /// Whether it has started.
    boolean isReady() {
        return output().contains("baresip is ready.");
    }

    /// Whether Asterisk has ended a call. It ends none itself.
    boolean isHungUp() {
        return output().lines().anyMatch(line -> line.startsWith("BYE "));
    }

    /// What it printed, with its SIP messages.
    String output() {
        try {
            return Files.readString(work.resolve("output"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Path> modules() {
        return Stream.of("/usr/lib/baresip/modules", "/usr/lib/x86_64-linux-gnu/baresip/modules")
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst();
    }
}
