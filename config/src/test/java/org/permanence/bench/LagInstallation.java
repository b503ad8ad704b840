package org.permanence.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.permanence.lab.AsteriskProcess;
import org.permanence.lab.AsteriskTree;
import org.permanence.lab.LabException;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPeople;
import org.permanence.lab.LabPerson;
import org.permanence.lab.ManagementPort;
import org.permanence.seal.FileRootKey;
import org.permanence.testing.Fixtures;
import org.permanence.testing.Ports;
import tools.jackson.databind.JsonNode;

/// Two Asterisks with the product's configuration. The engine runs with the first, with the launcher's options and
/// its database in a file. The second is the rival and has an `app_queue` with the same phones.
final class LagInstallation implements AutoCloseable {

    static final int ASSISTANTS = 20;

    private static final String PAUSE = " same => n,Wait(0.2)\n";
    private static final Path JVM_OPTIONS = Path.of("scripts/lib/engine.options");
    private static final Path TEST_CLASSES = Path.of("config/target/test-classes");

    /// The engine as built by the scripts, with its start-up cache.
    private static final Path BUILT_ENGINE = Path.of(System.getProperty("permanence.engine", ".permanence/engine"));

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final String TOKEN = "bench-token-of-no-value";
    private static final String ALWAYS_OPEN =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday").stream()
                    .map(day -> day + ": [\"00:00-24:00\"]")
                    .collect(Collectors.joining(", ", "{", "}"));

    private final AsteriskTree tree;
    private final Path work;
    private final String contact;
    private final int managementPort = Ports.tcp(InetAddress.getLoopbackAddress());
    private final ManagementPort management = new ManagementPort(managementPort, TOKEN);
    private final int enginePort = Ports.udp(InetAddress.getLoopbackAddress());
    private final int baselinePort = Ports.udp(InetAddress.getLoopbackAddress());
    private final AsteriskProcess engineAsterisk;
    private final AsteriskProcess baselineAsterisk;
    private final LabPeople people;
    private final List<Process> engineProcesses = new ArrayList<>();

    /// @param contact host and port of all assistants' phones
    LagInstallation(AsteriskTree tree, Path work, String contact) {
        this.tree = tree;
        this.work = work.toAbsolutePath();
        this.contact = contact;
        this.people = new LabPeople(management, this.work.resolve("people"), InstantSource.system());
        this.engineAsterisk = new AsteriskProcess(tree, this.work.resolve("ours/etc"), this.work.resolve("ours"));
        this.baselineAsterisk = new AsteriskProcess(tree, this.work.resolve("rivals/etc"), this.work.resolve("rivals"));
    }

    /// The numbers that callers dial in turn: the practice has a hundred.
    static List<String> numbers() {
        return IntStream.range(100, 200)
                .mapToObj(i -> Fixtures.NUMBER_PREFIX + i)
                .toList();
    }

    /// Starts everything, and returns when the assistants are ready.
    LagInstallation open() throws IOException {
        writeFiles(work.resolve("ours"), enginePort);
        removePause(work.resolve("ours/etc/extensions.conf"));
        writeFiles(work.resolve("rivals"), baselinePort);
        configureQueue(work.resolve("rivals/etc"));
        baselineAsterisk.start();
        engineAsterisk.start();
        engineProcesses.add(
                startJava(work.resolve("ours/engine.log"), "org.permanence.boot.SilentEngine", settingsPath("ours")));
        if (!LabInstallation.eventually(START_TIMEOUT, this::isReady)) {
            throw new IllegalStateException("engine: not ready, see " + work.resolve("ours/engine.log"));
        }
        for (int i = 0; i < ASSISTANTS; i++) {
            people.post(LabPerson.SUPERVISOR, "/assistants/assistant-%d/login".formatted(i));
        }
        return this;
    }

    /// The SIP port of the engine's Asterisk.
    int enginePort() {
        return enginePort;
    }

    int baselinePort() {
        return baselinePort;
    }

    /// The processor time that the engine has used.
    Duration engineCpu() {
        return engineProcesses.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// The processor time that the engine's Asterisk has used.
    Duration asteriskCpu() {
        return cpu(engineAsterisk);
    }

    /// The processor time that the rival has used.
    Duration baselineCpu() {
        return cpu(baselineAsterisk);
    }

    private static Duration cpu(AsteriskProcess asterisk) {
        return asterisk.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// The latest journal entries of all calls, oldest first.
    JsonNode journal() {
        return people.get(LabPerson.OPERATIONS, "/journal?practice=les-lilas&last=10000");
    }

    @Override
    public void close() {
        engineProcesses.forEach(LagInstallation::stop);
        engineAsterisk.close();
        baselineAsterisk.close();
        management.close();
    }

    private static void stop(Process process) {
        try {
            process.destroy();
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady() {
        try {
            return management.readiness().path("ready").asBoolean();
        } catch (LabException _) {
            return false; // The port is not open yet.
        }
    }

    private String settingsPath(String side) {
        return work.resolve(side).resolve("permanence.yaml").toString();
    }

    /// Writes the settings, and Asterisk's configuration by the product's own command.
    private void writeFiles(Path folder, int sip) throws IOException {
        Files.createDirectories(folder.resolve("practices"));
        Files.createDirectories(folder.resolve("secrets"));
        writeSecret(folder.resolve("secrets/ami"), "bench-ami-secret-of-no-value");
        writeSecret(folder.resolve("secrets/management"), TOKEN);
        FileRootKey.create(folder.resolve("secrets/root-key"));
        Files.writeString(folder.resolve("practices/les-lilas.yaml"), practiceFile());
        Files.writeString(folder.resolve("permanence.yaml"), settingsFile(sip));
        String etc = folder.resolve("etc").toString();
        Process files = startJava(
                folder.resolve("asterisk-files.log"),
                "org.permanence.cli.Main",
                "asterisk-files",
                "--config",
                folder.resolve("permanence.yaml").toString(),
                etc);
        try {
            if (!files.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS) || files.exitValue() != 0) {
                files.destroyForcibly();
                throw new IllegalStateException("asterisk-files: failed, see " + folder);
            }
        } catch (InterruptedException e) {
            files.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("bench: interrupted", e);
        }
    }

    /// The pause of 200 ms before the first sound is no lag of the engine, and the rival makes none.
    private static void removePause(Path dialplan) throws IOException {
        String text = Files.readString(dialplan);
        if (!text.contains(PAUSE)) {
            throw new IllegalStateException("bench: no pause in " + dialplan);
        }
        Files.writeString(dialplan, text.replace(PAUSE, ""));
    }

    private static void writeSecret(Path file, String secret) throws IOException {
        Files.writeString(file, secret);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /// Turns a copy of the engine's Asterisk into the rival: calls are answered and put into `app_queue`, which
    /// chooses as the engine's assignment policy does and plays the same music. No engine is attached.
    private static void configureQueue(Path etc) throws IOException {
        Files.writeString(etc.resolve("modules.conf"), "require = app_queue.so\n", StandardOpenOption.APPEND);
        Files.writeString(etc.resolve("queuerules.conf"), "");
        Files.writeString(etc.resolve("generated/incoming.conf"), """
                exten => _+X!,1,Answer(,i)
                 same => n,Queue(centre,,,,60)
                 same => n,Hangup()
                """);
        Files.writeString(
                etc.resolve("queues.conf"),
                IntStream.range(0, ASSISTANTS)
                        .mapToObj(i -> "member => PJSIP/" + endpoint(i) + "\n")
                        .collect(Collectors.joining("", """
                                [general]
                                persistentmembers = no
                                shared_lastcall = no
                                [centre]
                                strategy = leastrecent
                                musicclass = hold
                                timeout = 15
                                retry = 1
                                wrapuptime = 0
                                ringinuse = no
                                autofill = yes
                                """, "")));
    }

    private static String endpoint(int assistant) {
        return "%032x".formatted((1L << 40) + assistant);
    }

    private String settingsFile(int sip) {
        int ami = Ports.tcp(InetAddress.getLoopbackAddress());
        int agi = Ports.tcp(InetAddress.getLoopbackAddress());
        int rtp = Ports.rtpBlock();
        return """
                installation: {name: bench, state: state, country: FR, time-zone: Europe/Paris, language: fr}
                database: {file: state/permanence}
                agi: {port: %1$d}
                ami: {port: %2$d, user: engine, secret-file: secrets/ami}
                management: {port: %3$d, token-file: secrets/management}
                archive: {root-key-file: secrets/root-key}
                gates: {account: off, agreement: off, training: off, instructions: off, contract: off}
                asterisk:
                  root-directory: %4$s
                  sip: {port: %5$d}
                  rtp: {first-port: %6$d, last-port: %7$d}
                  engines: [127.0.0.1:%1$d]
                trunks: {carrier: {source-addresses: [%8$s], outbound: %9$s, transport: udp}}
                phones:
                %10$s
                lines: {back-office: {number: "%11$s", trunk: carrier}}
                teams: {centre: {wrap-up: 0s, ring-timeout: 15s}}
                assistants:
                %12$s
                """.formatted(
                        agi,
                        ami,
                        managementPort,
                        tree.root(),
                        sip,
                        rtp,
                        rtp + 999,
                        LagTelephones.TRUNK,
                        contact,
                        forEachAssistant(i -> "  phone-%1$d: {endpoint: %2$s, fixed-address: %3$s, encryption: none}"
                                .formatted(i, endpoint(i), contact)),
                        Fixtures.NUMBER_PREFIX + "912",
                        forEachAssistant(i ->
                                "  assistant-%1$d: {name: A, phone: phone-%1$d, team: centre, practices: [les-lilas]}"
                                        .formatted(i)));
    }

    private static String forEachAssistant(java.util.function.IntFunction<String> line) {
        return IntStream.range(0, ASSISTANTS).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static String practiceFile() {
        return """
                id: les-lilas
                name: Cabinet des Lilas
                numbers: [%s]
                team: centre
                language: fr
                greeting: Bonjour.
                closed-announcement: Le cabinet est fermé.
                opening-hours: %s
                emergency-lines: [back-office]
                emergency-ring-timeout: 5s
                fallback-lines: [back-office]
                queue: {limit: 50, max-wait: 10m, announce-position-every: 30s}
                service-level-threshold: 20s
                """.formatted(
                numbers().stream().map(number -> '"' + number + '"').collect(Collectors.joining(", ")), ALWAYS_OPEN);
    }

    private static Process startJava(Path log, String main, String... arguments) throws IOException {
        Path cache = BUILT_ENGINE.resolve("start.aot");
        List<String> commandLine = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + JVM_OPTIONS.toAbsolutePath()));
        if (Files.isReadable(cache)) {
            commandLine.add("-XX:AOTCache=" + cache);
        }
        commandLine.addAll(List.of(System.getProperty("bench.jvm", "-Xmx1g").split(" ", -1)));
        commandLine.addAll(List.of("-cp", classPath() + ":" + TEST_CLASSES.toAbsolutePath(), main));
        commandLine.addAll(List.of(arguments));
        return new ProcessBuilder(commandLine)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /// The class path in the launcher's order: the start-up cache is valid for this order, and more entries may
    /// follow.
    private static String classPath() throws IOException {
        try (var jars = Files.list(BUILT_ENGINE.resolve("lib"))) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(":"));
        }
    }
}
