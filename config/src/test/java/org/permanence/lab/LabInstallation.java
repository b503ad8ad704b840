package org.permanence.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.permanence.adapter.audio.PromptRenderer;
import org.permanence.adapter.audio.PromptText;
import org.permanence.call.Prompt;
import org.permanence.durable.FileGroup;
import org.permanence.management.RecordsApi;
import org.permanence.seal.FileRootKey;
import org.permanence.testing.Ports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A complete installation: a real Asterisk with the product's configuration, the engine in its own process, and
/// the phones around them.
public final class LabInstallation implements AutoCloseable {

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);
    private static final List<String> TTS_COMMAND = List.of("espeak-ng", "--stdin", "-v", "{voice}", "-w", "{file}");

    private final LabPorts ports;
    private final Path workDirectory;
    private final StallMeter stalls = StallMeter.start();
    private final Phones phones;
    private final FileGroup asteriskGroup;
    private final AsteriskProcess asterisk;
    private final Optional<AmiProxy> amiProxy;
    private final EngineProcess engine;
    private final ManagementPort management;
    private final LabPeople people;

    /// An installation for one test class. The class is skipped if there is no Asterisk.
    public static LabInstallation open(Path work, LabPlan plan) {
        var tree = AsteriskTree.find();
        assumeTrue(tree.isPresent(), AsteriskTree.whyNotFound());
        return open(tree.get(), work, plan);
    }

    /// An installation whose AMI connection goes through an [AmiProxy].
    public static LabInstallation openWithAmiProxy(Path work, LabPlan plan) {
        var tree = AsteriskTree.find();
        assumeTrue(tree.isPresent(), AsteriskTree.whyNotFound());
        return launch(new LabInstallation(tree.get(), work.toAbsolutePath(), plan.asteriskGroup(), true), plan);
    }

    /// An installation whose Asterisk runs, and whose engine is not started.
    public static LabInstallation openWithoutEngine(Path work, LabPlan plan) {
        var tree = AsteriskTree.find();
        assumeTrue(tree.isPresent(), AsteriskTree.whyNotFound());
        var lab = new LabInstallation(tree.get(), work.toAbsolutePath(), plan.asteriskGroup(), false);
        return prepare(lab, plan, _ -> {});
    }

    /// Returns when everything runs and the engine is ready.
    public static LabInstallation open(AsteriskTree tree, Path work, LabPlan plan) {
        return launch(new LabInstallation(tree, work.toAbsolutePath(), plan.asteriskGroup(), false), plan);
    }

    private static LabInstallation launch(LabInstallation lab, LabPlan plan) {
        return prepare(lab, plan, LabInstallation::startEngine);
    }

    private static LabInstallation prepare(LabInstallation lab, LabPlan plan, Consumer<LabInstallation> last) {
        try {
            lab.writeFiles(plan);
            new EngineProcess(
                            lab.workDirectory.resolve("permanence.yaml"),
                            lab.workDirectory.resolve("asterisk-files.log"))
                    .runCommand(
                            "asterisk-files", lab.workDirectory.resolve("etc").toString());
            lab.asterisk.start();
            last.accept(lab);
            return lab;
        } catch (RuntimeException fault) {
            try {
                lab.close();
            } catch (RuntimeException another) {
                fault.addSuppressed(another); // The first fault is the cause.
            }
            throw fault;
        }
    }

    private LabInstallation(AsteriskTree tree, Path work, FileGroup asteriskGroup, boolean proxied) {
        this.workDirectory = work;
        var loopback = InetAddress.getLoopbackAddress();
        int sip = Ports.udp(loopback);
        this.phones = new Phones(new InetSocketAddress(loopback, sip), work, InstantSource.system());
        String any = phones.address("any");
        this.ports = LabPorts.choose(tree, sip, any.substring(any.indexOf('@') + 1));
        this.management = new ManagementPort(ports.management(), ManagementPort.TOKEN);
        this.people = new LabPeople(management, work.resolve("people"), InstantSource.system());
        this.asteriskGroup = asteriskGroup;
        this.asterisk =
                new AsteriskProcess(asteriskGroup.name().map(tree::inGroup).orElse(tree), work.resolve("etc"), work);
        this.amiProxy = proxied ? Optional.of(new AmiProxy(ports.ami())) : Optional.empty();
        this.engine = new EngineProcess(
                work.resolve(proxied ? "relayed.yaml" : "permanence.yaml"), work.resolve("engine.log"));
    }

    /// Measures how long the machine stands still while the installation is open.
    public StallMeter stalls() {
        return stalls;
    }

    public Phones phones() {
        return phones;
    }

    public AsteriskProcess asterisk() {
        return asterisk;
    }

    public EngineProcess engine() {
        return engine;
    }

    public LabPeople people() {
        return people;
    }

    /// Runs one command as this person, who is signed in.
    ///
    /// @return its output
    public String runAs(LabPerson person, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--session-file", people.sessionFile(person).toString()));
        return engine.runCommand(arguments.toArray(String[]::new));
    }

    /// Where browsers find the console of a [LabPlan#withConsole].
    public String consoleOrigin() {
        return ports.consoleOrigin().toString();
    }

    /// A code with which the person signs in at the console.
    public String nextCode(LabPerson person) {
        return people.nextCode(person);
    }

    /// A browser at the console of a [LabPlan#withConsole].
    public ConsoleBrowser browser() {
        return new ConsoleBrowser(
                ports.consoleOrigin(), workDirectory.resolve("state/console/authority-certificate.pem"));
    }

    /// The SIP address of the practice.
    public String sipAddress() {
        return "sip:%s@127.0.0.1:%d".formatted(LabPlan.PRACTICE_NUMBER, ports.sip());
    }

    /// The proxy of [#openWithAmiProxy].
    public AmiProxy amiProxy() {
        return amiProxy.orElseThrow(() -> new LabException("proxy: none (expected: an installation opened with one)"));
    }

    /// The channels in the engine's channel table; empty while the engine is not attached to Asterisk.
    public Optional<Set<String>> engineChannels() {
        JsonNode answer = people.get(LabPerson.OPERATIONS, "/channels");
        Set<String> channels = new HashSet<>();
        answer.path("channels").forEach(id -> channels.add(id.asString()));
        return answer.path("attached").asBoolean() ? Optional.of(channels) : Optional.empty();
    }

    public int amiPort() {
        return ports.ami();
    }

    public int agiPort() {
        return ports.agi();
    }

    public int managementPort() {
        return ports.management();
    }

    /// The engine's heartbeat file.
    public Path heartbeatFile() {
        return workDirectory.resolve("state/beat");
    }

    /// The French speech of a text, as in the file that Asterisk plays.
    public Sound speech(String text) {
        return speech("fr", text);
    }

    /// The speech of a text in another voice.
    public Sound speech(String voice, String text) {
        var prompt = new Prompt("said");
        var paths = new PromptRenderer(workDirectory.resolve("state/sounds/spoken"), asteriskGroup, TTS_COMMAND)
                .render(List.of(new PromptText(prompt, voice, text, Optional.empty())), _ -> {});
        return Sound.ofWav(Path.of(paths.get(prompt.name()) + ".wav"));
    }

    public Path workDirectory() {
        return workDirectory;
    }

    /// Starts the engine's process and returns at once.
    public void launchEngine() {
        engine.start();
    }

    /// Starts the engine and waits until it accepts calls.
    public void startEngine() {
        startEngine(this::isReady);
    }

    /// Starts the engine and waits until it accepts calls but keeps the records closed, and says so in `/ready`.
    public void startEngineWithoutRecords() {
        startEngine(() -> reasonsNotReady().equals(List.of(RecordsApi.UNAVAILABLE)));
    }

    private void startEngine(BooleanSupplier isStarted) {
        engine.start();
        boolean decided = eventually(READY_TIMEOUT, () -> isStarted.getAsBoolean() || !engine.isRunning());
        if (!engine.isRunning()) {
            throw new LabException("engine: ended at once%n%s".formatted(engine.lastLogLines()));
        }
        if (!decided) {
            throw new LabException("engine: not ready within %s because of %s%n%s%nAsterisk:%n%s"
                    .formatted(READY_TIMEOUT, reasonsNotReady(), engine.lastLogLines(), asterisk.lastLines()));
        }
    }

    public boolean isReady() {
        return readiness().path("ready").asBoolean(false);
    }

    /// Why the engine is not ready, as `/ready` says; empty while the port does not answer.
    public List<String> reasonsNotReady() {
        return readiness().path("reasons").valueStream().map(JsonNode::asString).toList();
    }

    private JsonNode readiness() {
        try {
            return management.readiness();
        } catch (LabException _) {
            return MissingNode.getInstance(); // The port is not open yet.
        }
    }

    /// The assistant's phone.
    public AnsweringPhone phoneOf(String assistant) {
        return phones.phone(LabPlan.endpoint(assistant));
    }

    public void signIn(String assistant) {
        people.post(LabPerson.SUPERVISOR, "/assistants/" + assistant + "/login");
    }

    public void makeReady(String assistant) {
        people.post(LabPerson.SUPERVISOR, "/assistants/" + assistant + "/ready");
    }

    /// Transfers the assistant's caller to the line.
    public void transfer(String assistant, String line) {
        people.post(LabPerson.SUPERVISOR, "/assistants/" + assistant + "/transfer?line=" + line);
    }

    /// Signs the assistant out as soon as possible; assistants who are reserved or in a call cannot leave.
    public boolean signOut(String assistant, Duration within) {
        return eventually(
                within,
                () -> stateOf(assistant).equals("off")
                        || !people.send(LabPerson.SUPERVISOR, "POST", "/assistants/" + assistant + "/logout")
                                .isRefused());
    }

    /// The assistant's state, as a word.
    public String stateOf(String assistant) {
        for (JsonNode presence : people.get(LabPerson.SUPERVISOR, "/assistants")) {
            if (presence.path("login").asString().equals(assistant)) {
                return presence.path("state").asString();
            }
        }
        throw new LabException("assistant: unknown");
    }

    /// The latest journal entries of all practices, oldest first.
    public List<JsonNode> journal() {
        return practices().stream()
                .flatMap(practice -> people.get(LabPerson.OPERATIONS, "/journal?last=10000&practice=" + practice)
                        .valueStream())
                .sorted(Comparator.comparing(
                        entry -> Instant.parse(entry.path("at").asString())))
                .toList();
    }

    private List<String> practices() {
        try (var files = Files.list(workDirectory.resolve("practices"))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .toList();
        } catch (IOException e) {
            throw new LabException("practices: not listed", e);
        }
    }

    /// The number of journal entries with this event.
    public long eventCount(String event) {
        return journal().stream()
                .filter(entry -> entry.path("event").asString().equals(event))
                .count();
    }

    /// The practice's recordings, oldest first. The access is entered in the audit log.
    public List<JsonNode> recordings() {
        List<JsonNode> recordings = new ArrayList<>();
        people.get(LabPerson.MANAGER, "/recordings?practice=les-lilas&purpose=hcompl")
                .forEach(recordings::add);
        return recordings;
    }

    /// Plays a recording into a file, as the practice's manager would.
    public StereoSound playRecording(String recording) {
        return play("recording", recording, "hcompl");
    }

    /// The practice's messages, oldest first. The access is entered in the audit log.
    public List<JsonNode> messages() {
        List<JsonNode> messages = new ArrayList<>();
        people.get(LabPerson.MANAGER, "/messages?practice=les-lilas&purpose=hcompl")
                .forEach(messages::add);
        return messages;
    }

    /// Plays a message into a file, as the practice's manager would.
    public StereoSound playMessage(String message) {
        return play("message", message, "treat");
    }

    private StereoSound play(String command, String id, String purpose) {
        String file = workDirectory.resolve(id + ".wav").toString();
        runAs(LabPerson.MANAGER, command, "play", id, "--practice=les-lilas", "--purpose=" + purpose, "--out", file);
        return StereoSound.ofWav(Path.of(file));
    }

    /// The lines of the audit log.
    public List<String> auditEntries() {
        try (var files = Files.list(auditLogDirectory())) {
            List<String> lines = new ArrayList<>();
            for (Path segment : files.filter(file -> file.toString().endsWith(".entries"))
                    .sorted()
                    .toList()) {
                lines.addAll(Files.readAllLines(segment));
            }
            return lines;
        } catch (IOException e) {
            throw new LabException("audit log: not read", e);
        }
    }

    public Path auditLogDirectory() {
        return workDirectory.resolve("state/audit");
    }

    /// The number of bytes in sealed recordings, including open ones.
    public long sealedBytes() {
        try (var files = Files.list(recordingsDirectory())) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException _) {
            return 0; // The first recording creates the directory.
        }
    }

    public Path recordingsDirectory() {
        return workDirectory.resolve("state/recordings");
    }

    public boolean hasJournalEntry(Predicate<JsonNode> condition, Duration within) {
        return eventually(within, () -> journal().stream().anyMatch(condition));
    }

    public String metrics() {
        return management.send("GET", "/metrics", "").body();
    }

    /// The sum of a metric over all its tags.
    public double metric(String name) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /// Polls the condition until it holds. The pause between two polls is a wait on a queue, not a sleep.
    public static boolean eventually(Duration within, BooleanSupplier condition) {
        long end = System.nanoTime() + within.toNanos();
        var timer = new java.util.concurrent.CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            try {
                if (System.nanoTime() > end || timer.await(50, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabException("waiting interrupted", e);
            }
        }
        return true;
    }

    @Override
    public void close() {
        phones.close();
        engine.close();
        amiProxy.ifPresent(AmiProxy::close);
        asterisk.close();
        management.close();
        stalls.close();
    }

    private void writeFiles(LabPlan plan) {
        try {
            Files.createDirectories(workDirectory.resolve("practices"));
            Files.createDirectories(workDirectory.resolve("secrets"));
            for (String secret : List.of("ami", "management", "database")) {
                Path file = Files.writeString(
                        workDirectory.resolve("secrets").resolve(secret),
                        secret.equals("management") ? ManagementPort.TOKEN : "lab-ami-secret-of-no-value");
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            FileRootKey.create(workDirectory.resolve("secrets/root-key"));
            for (var file : plan.practiceFiles().entrySet()) {
                Files.writeString(workDirectory.resolve("practices").resolve(file.getKey()), file.getValue());
            }
            Files.writeString(workDirectory.resolve("permanence.yaml"), plan.settingsFile(ports));
            if (amiProxy.isPresent()) {
                Files.writeString(
                        workDirectory.resolve("relayed.yaml"),
                        plan.settingsFile(ports.withAmi(amiProxy.get().port())));
            }
        } catch (IOException e) {
            throw new LabException("installation: not written", e);
        }
    }
}
