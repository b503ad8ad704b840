package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.lab.LabInstallation;
import org.permanence.testing.Ports;

/// What other users of the machine can do with an installation, if the user of the engine has a careless umask.
class OtherUsersTest {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    /// A user without any rights, by number: the machine need not have one.
    private static final List<String> AS_ANOTHER_USER =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    @TempDir
    private Path work;

    private Path installation;

    @BeforeEach
    void folderThatOthersMayEnter() throws IOException {
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        installation = Files.createDirectory(work.resolve("installation"));
        Files.setPosixFilePermissions(installation, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "022"})
    void everyFileIsClosedToOtherUsersWhateverTheUmask(String umask) throws Exception {
        runEngineOnce(umask);

        assertEquals(List.of(), openToOthers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "022"})
    void anotherUserCanNeitherReadNorReplaceAFile(String umask) throws Exception {
        assumeTrue(isRoot(), "not root: only root may act as another user");
        Path control = Files.writeString(installation.resolve("control"), "");
        Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("rw-r--r--"));

        runEngineOnce(umask);

        assertEquals(List.of(control.toString()), reachableByAnotherUser());
    }

    @Test
    void folderInWhichOthersMayReplaceFilesIsRefused() throws Exception {
        Files.setPosixFilePermissions(installation, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertNotEquals(0, command("022", "init", installation.toString()).waitFor());

        assertEquals(List.of(), everyPath());
    }

    /// Creates an installation and Asterisk's files, and starts and stops the engine.
    private void runEngineOnce(String umask) throws IOException, InterruptedException {
        assertEquals(0, command(umask, "init", installation.toString()).waitFor());
        Path settings = installation.resolve("permanence.yaml");
        var loopback = InetAddress.getLoopbackAddress();
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace("4573", Integer.toString(Ports.tcp(loopback)))
                        .replace("9573", Integer.toString(Ports.tcp(loopback)))
                        .replace("5038", Integer.toString(Ports.tcp(loopback))));
        String[] asteriskFiles = {
            "asterisk-files", installation.resolve("etc").toString(), "--config", settings.toString()
        };
        assertEquals(0, command(umask, asteriskFiles).waitFor(), log());
        Process engine = java(umask, EngineMain.class.getName(), settings.toString());
        try {
            Path heartbeat = installation.resolve("state/beat");
            assertTrue(LabInstallation.eventually(START_TIMEOUT, () -> Files.exists(heartbeat)), log());
        } finally {
            engine.destroy();
            engine.waitFor();
        }
    }

    private Process command(String umask, String... arguments) throws IOException {
        return java(umask, "org.permanence.cli.Main", arguments);
    }

    private Process java(String umask, String main, String... arguments) throws IOException {
        List<String> commandLine = new ArrayList<>(List.of(
                "bash",
                "-c",
                "umask " + umask + "; exec \"$@\"",
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlogback.configurationFile=logback.xml",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        commandLine.addAll(List.of(arguments));
        return new ProcessBuilder(commandLine)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(work.resolve("output").toFile()))
                .start();
    }

    private String log() throws IOException {
        return Files.readString(work.resolve("output"));
    }

    private List<String> openToOthers() throws IOException {
        List<String> open = new ArrayList<>();
        for (Path path : everyPath()) {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            if (!mode.endsWith("------")) {
                open.add(mode + " " + installation.relativize(path));
            }
        }
        return open;
    }

    private List<Path> everyPath() throws IOException {
        try (Stream<Path> all = Files.walk(installation)) {
            return all.filter(path -> !path.equals(installation)).sorted().toList();
        }
    }

    private List<String> reachableByAnotherUser() throws IOException {
        List<String> find = new ArrayList<>(AS_ANOTHER_USER);
        find.addAll(List.of("find", installation.toString(), "-mindepth", "1"));
        find.addAll(List.of("(", "-readable", "-o", "-writable", ")", "-not", "-type", "l"));
        Process search = new ProcessBuilder(find)
                .redirectError(ProcessBuilder.Redirect.DISCARD) // It names the directories that it may not enter.
                .start();
        return new String(search.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
