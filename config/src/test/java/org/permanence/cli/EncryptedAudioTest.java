package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.settings.InstallationOnDisk;

/// `recording play` and `message play` with `--to`, on a management port that answers each request with this audio.
class EncryptedAudioTest {

    private static final byte[] AUDIO = "RIFF of a talk".getBytes(StandardCharsets.US_ASCII);

    private HttpServer server;
    private InstallationOnDisk installation;
    private Path directory;

    @BeforeEach
    void serve(@TempDir Path work) throws IOException {
        directory = work;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, AUDIO.length);
            try (var body = exchange.getResponseBody()) {
                body.write(AUDIO);
            }
        });
        server.start();
        installation = new InstallationOnDisk(work);
        installation.change("port: 9573", "port: " + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"recording", "message"})
    void audioIsEncryptedForTheOwnerOfTheKey(String kind) throws Exception {
        AgeTool.assumeInstalled();
        var doctor = AgeTool.identity(directory.resolve("doctor"));
        Path file = directory.resolve("talk.wav.age");

        var result = CommandResult.run(
                kind,
                "play",
                "01938c5a-1f00-7000-8000-000000000001",
                "--practice",
                "les-lilas",
                "--to",
                doctor.publicKey(),
                "--out",
                file.toString(),
                "--session-file",
                Files.writeString(directory.resolve("session"), "{\"session\":\"of-a-doctor\"}")
                        .toString(),
                "--purpose",
                "treat",
                "--config",
                installation.path("permanence.yaml").toString());

        assertEquals("wrote " + file + "\n", result.output(), "no warning");
        assertArrayEquals(AUDIO, doctor.decrypt(file));
    }
}
