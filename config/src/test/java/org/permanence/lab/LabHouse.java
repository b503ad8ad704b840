package org.permanence.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.permanence.adapter.audio.PromptRenderer;
import org.permanence.adapter.audio.PromptText;
import org.permanence.call.Prompt;
import org.permanence.seal.FileRootKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole house: a real Asterisk with the product's own configuration, the engine in its own process, and the
/// telephones around them.
public final class LabHouse implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final List<String> VOICE = List.of("espeak-ng", "--stdin", "-v", "{voice}", "-w", "{file}");
    private static final String TOKEN = "lab-token-of-no-value";

    private final LabPorts ports;
    private final Path work;
    private final Phones phones;
    private final AsteriskLab asterisk;
    private final Optional<AmiRelay> relay;
    private final Engine engine;
    private final HttpClient http = HttpClient.newHttpClient();

    /// A house of its own for one test class, which is skipped where there is no Asterisk.
    public static LabHouse open(Path work, HousePlan plan) {
        var tree = AsteriskTree.find();
        assumeTrue(tree.isPresent(), AsteriskTree.absence());
        return open(tree.get(), work, plan);
    }

    /// The same, with a wire between the engine and Asterisk's AMI that can be cut.
    public static LabHouse openWithRelay(Path work, HousePlan plan) {
        var tree = AsteriskTree.find();
        assumeTrue(tree.isPresent(), AsteriskTree.absence());
        return started(new LabHouse(tree.get(), work.toAbsolutePath(), true), plan);
    }

    /// Everything runs, and the engine is ready.
    public static LabHouse open(AsteriskTree tree, Path work, HousePlan plan) {
        return started(new LabHouse(tree, work.toAbsolutePath(), false), plan);
    }

    private static LabHouse started(LabHouse house, HousePlan plan) {
        try {
            house.write(plan);
            new Engine(house.work.resolve("house.yaml"), house.work.resolve("asterisk-files.log"))
                    .does("asterisk-files", house.work.resolve("etc").toString());
            house.asterisk.start();
            house.startEngine();
            return house;
        } catch (RuntimeException fault) {
            house.close();
            throw fault;
        }
    }

    private LabHouse(AsteriskTree tree, Path work, boolean relayed) {
        this.work = work;
        var loopback = InetAddress.getLoopbackAddress();
        int sip = Ports.udp(loopback);
        this.phones = new Phones(new InetSocketAddress(loopback, sip), work, InstantSource.system());
        String any = phones.address("any");
        this.ports = LabPorts.choose(tree, sip, any.substring(any.indexOf('@') + 1));
        this.asterisk = new AsteriskLab(tree, work.resolve("etc"), work);
        this.relay = relayed ? Optional.of(new AmiRelay(ports.ami())) : Optional.empty();
        this.engine = new Engine(work.resolve(relayed ? "relayed.yaml" : "house.yaml"), work.resolve("engine.log"));
    }

    public Phones phones() {
        return phones;
    }

    public AsteriskLab asterisk() {
        return asterisk;
    }

    public Engine engine() {
        return engine;
    }

    /// Where one rings it: the SIP address of the practice.
    public String address() {
        return "sip:%s@127.0.0.1:%d".formatted(HousePlan.NUMBER, ports.sip());
    }

    /// The wire of [#openWithRelay].
    public AmiRelay relay() {
        return relay.orElseThrow(() -> new LabException("relay: none (expected: a house opened with one)"));
    }

    /// The channels that the engine believes Asterisk has; empty while it knows nothing.
    public Optional<Set<String>> channels() {
        JsonNode answer = get("/channels");
        Set<String> channels = new HashSet<>();
        answer.path("channels").forEach(id -> channels.add(id.asString()));
        return answer.path("known").asBoolean() ? Optional.of(channels) : Optional.empty();
    }

    public int amiPort() {
        return ports.ami();
    }

    public int agiPort() {
        return ports.agi();
    }

    /// The file the engine touches while it lives.
    public Path beatFile() {
        return work.resolve("state/beat");
    }

    /// How a text of the house sounds in French: the very file that Asterisk plays.
    public Sound said(String text) {
        return said("fr", text);
    }

    /// The same by another voice.
    public Sound said(String voice, String text) {
        var prompt = new Prompt("said");
        var paths = new PromptRenderer(work.resolve("state/sounds/spoken"), VOICE)
                .render(List.of(new PromptText(prompt, voice, text, Optional.empty())), _ -> {});
        return Sound.ofWav(Path.of(paths.get(prompt.name()) + ".wav"));
    }

    public Path work() {
        return work;
    }

    /// Starts the engine and waits until calls can come.
    public void startEngine() {
        engine.start();
        if (!eventually(READY_WITHIN, this::isReady)) {
            throw new LabException("engine: not ready within %s%n%s".formatted(READY_WITHIN, engine.lastWords()));
        }
    }

    public boolean isReady() {
        try {
            return get("/ready").path("ready").asBoolean(false);
        } catch (LabException _) {
            return false; // It does not listen yet.
        }
    }

    /// The telephone of an assistant.
    public AnsweringPhone phoneOf(String assistant) {
        return phones.phone(HousePlan.endpoint(assistant));
    }

    public void signIn(String assistant) {
        request("/assistants/" + assistant + "/login", "POST");
    }

    public void makeReady(String assistant) {
        request("/assistants/" + assistant + "/ready", "POST");
    }

    /// The assistant hands her caller over to that line.
    public void handsOver(String assistant, String line) {
        request("/assistants/" + assistant + "/transfer?line=" + line, "POST");
    }

    /// Signs the assistant out, as soon as she may go: whoever talks or is rung stays.
    public boolean signsOut(String assistant, Duration within) {
        return eventually(
                within,
                () -> stateOf(assistant).equals("off")
                        || !send("/assistants/" + assistant + "/logout", "POST").contains("problem"));
    }

    /// The state of an assistant, in a word.
    public String stateOf(String assistant) {
        for (JsonNode presence : get("/assistants")) {
            if (presence.path("login").asString().equals(assistant)) {
                return presence.path("state").asString();
            }
        }
        throw new LabException("assistant: unknown");
    }

    /// The last stations of all calls, oldest first.
    public List<JsonNode> journal() {
        List<JsonNode> all = new ArrayList<>();
        get("/journal?last=10000").forEach(all::add);
        return all;
    }

    /// How many stations of that name the journal has.
    public long passed(String station) {
        return journal().stream()
                .filter(entry -> entry.path("station").asString().equals(station))
                .count();
    }

    /// The practice's recordings, oldest first; the look stands in the audit log.
    public List<JsonNode> recordings() {
        List<JsonNode> all = new ArrayList<>();
        get("/recordings?practice=les-lilas&by=lab&role=practice-manager&purpose=hcompl")
                .forEach(all::add);
        return all;
    }

    /// Plays a recording into a file, as the practice's manager does.
    public StereoSound plays(String recording) {
        Path file = work.resolve(recording + ".wav");
        engine.does("recording", "play", recording, "--by", "manager", "--purpose", "hcompl", "--out", file.toString());
        return StereoSound.ofWav(file);
    }

    /// The practice's messages, oldest first; the look stands in the audit log.
    public List<JsonNode> messages() {
        List<JsonNode> all = new ArrayList<>();
        get("/messages?practice=les-lilas&by=lab&role=practice-manager&purpose=hcompl")
                .forEach(all::add);
        return all;
    }

    /// Plays a message into a file, as the practice's manager does.
    public StereoSound playsMessage(String message) {
        Path file = work.resolve(message + ".wav");
        engine.does("message", "play", message, "--by", "manager", "--purpose", "treat", "--out", file.toString());
        return StereoSound.ofWav(file);
    }

    /// The lines of the audit log.
    public List<String> auditEntries() {
        try (var files = Files.list(auditLog())) {
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

    public Path auditLog() {
        return work.resolve("state/audit");
    }

    /// How many bytes of recordings are sealed, of those that are being made too.
    public long sealedBytes() {
        try (var files = Files.list(vault())) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException _) {
            return 0; // The first recording makes the folder.
        }
    }

    public Path vault() {
        return work.resolve("state/recordings");
    }

    public boolean journals(Predicate<JsonNode> wanted, Duration within) {
        return eventually(within, () -> journal().stream().anyMatch(wanted));
    }

    public String metrics() {
        return send("/metrics", "GET");
    }

    /// The sum of a metric over all its tags.
    public double metric(String name) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /// Asks again and again until it holds; the pause between two looks is a wait on a queue, never a sleep.
    public static boolean eventually(Duration within, BooleanSupplier holds) {
        long end = System.nanoTime() + within.toNanos();
        var never = new java.util.concurrent.CountDownLatch(1);
        while (!holds.getAsBoolean()) {
            try {
                if (System.nanoTime() > end || never.await(50, TimeUnit.MILLISECONDS)) {
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
        relay.ifPresent(AmiRelay::close);
        asterisk.close();
        http.close();
    }

    private void write(HousePlan plan) {
        try {
            Files.createDirectories(work.resolve("practices"));
            Files.createDirectories(work.resolve("secrets"));
            for (String secret : List.of("ami", "management", "database")) {
                Path file = Files.writeString(
                        work.resolve("secrets").resolve(secret),
                        secret.equals("management") ? TOKEN : "lab-ami-secret-of-no-value");
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            FileRootKey.create(work.resolve("secrets/root-key"));
            for (var file : plan.practiceFiles().entrySet()) {
                Files.writeString(work.resolve("practices").resolve(file.getKey()), file.getValue());
            }
            Files.writeString(work.resolve("house.yaml"), plan.house(ports));
            if (relay.isPresent()) {
                Files.writeString(
                        work.resolve("relayed.yaml"),
                        plan.house(ports.withAmi(relay.get().port())));
            }
        } catch (IOException e) {
            throw new LabException("house: not written", e);
        }
    }

    private JsonNode get(String path) {
        return JSON.readTree(send(path, "GET"));
    }

    private void request(String path, String method) {
        String answer = send(path, method);
        if (answer.contains("problem")) {
            throw new LabException(answer);
        }
    }

    private String send(String path, String method) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.management() + path))
                                    .header("Authorization", "Bearer " + TOKEN)
                                    .timeout(Duration.ofSeconds(10))
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new LabException("engine: management port not reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("engine: interrupted", e);
        }
    }
}
