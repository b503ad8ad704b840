package org.permanence.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.permanence.durable.FileGroup;
import org.permanence.testing.Fixtures;

/// What an installation of the lab has: its practices, assistants and lines. Written as settings and practice
/// files.
public record LabPlan(
        List<String> assistants,
        Map<String, String> practiceSettings,
        String wrapUp,
        String ringTimeout,
        String database,
        boolean audioSocket) {

    /// The practice's number in E.164.
    public static final String PRACTICE_NUMBER = Fixtures.LES_LILAS_DID.digits();

    /// The number of the second practice, which is closed.
    public static final String CLOSED_PRACTICE_NUMBER = Fixtures.PORT_ROYAL_DID.digits();

    /// The lines' numbers as dialled through a trunk.
    public static final String DOCTOR = Fixtures.NUMBER_PREFIX + "911";

    public static final String SECOND_DOCTOR = Fixtures.NUMBER_PREFIX + "913";
    public static final String FALLBACK = Fixtures.NUMBER_PREFIX + "912";

    /// The practice's greeting.
    public static final String GREETING = "Bonjour, vous êtes bien au cabinet des Lilas.";

    /// The question of a practice with a triage menu.
    public static final String REASON_QUESTION = "Pour un problème urgent, appuyez sur 1. Sinon, sur 2.";

    /// The announcement of a closed practice.
    public static final String CLOSED_ANNOUNCEMENT =
            "Le cabinet est fermé. Rappelez-nous demain à partir de huit heures.";

    /// The announcement in English.
    public static final String CLOSED_ANNOUNCEMENT_ENGLISH = "The practice is closed. Call again on Monday morning.";

    private static final String ALWAYS_OPEN =
            "{monday: [%1$s], tuesday: [%1$s], wednesday: [%1$s], thursday: [%1$s], friday: [%1$s], saturday: [%1$s], sunday: [%1$s]}"
                    .formatted("\"00:00-24:00\"");

    private static final String EMBEDDED_DATABASE = "{file: state/permanence}";

    /// A practice that is always open, with one assistant and a short wrap-up.
    public static LabPlan minimal() {
        return new LabPlan(
                List.of("ines"),
                Map.of(
                        "hours",
                        ALWAYS_OPEN,
                        "announce",
                        "30s",
                        "recording",
                        "{mode: none}",
                        "messages",
                        "{when-closed: false}"),
                "1s",
                "10s",
                EMBEDDED_DATABASE,
                false);
    }

    public LabPlan withAssistants(int count) {
        return new LabPlan(
                IntStream.range(0, count).mapToObj(i -> "assistant-" + i).toList(),
                practiceSettings,
                wrapUp,
                ringTimeout,
                database,
                audioSocket);
    }

    public LabPlan withAssistants(String... names) {
        return new LabPlan(List.of(names), practiceSettings, wrapUp, ringTimeout, database, audioSocket);
    }

    public LabPlan withWrapUp(String duration) {
        return new LabPlan(assistants, practiceSettings, duration, ringTimeout, database, audioSocket);
    }

    public LabPlan withRingTimeout(String duration) {
        return new LabPlan(assistants, practiceSettings, wrapUp, duration, database, audioSocket);
    }

    /// With PostgreSQL on this machine, which accepts any password, instead of the embedded database.
    public LabPlan withPostgreSql(int port) {
        String server =
                "{url: \"jdbc:postgresql://127.0.0.1:%d/postgres\", user: postgres, password-file: secrets/database}"
                        .formatted(port);
        return new LabPlan(assistants, practiceSettings, wrapUp, ringTimeout, server, audioSocket);
    }

    public LabPlan closed() {
        return withPracticeSetting("hours", "{}");
    }

    /// With the position announced to waiting callers at this interval.
    public LabPlan withPositionEvery(String duration) {
        return withPracticeSetting("announce", duration);
    }

    /// With another longest wait in the queue than ten minutes.
    public LabPlan withMaxWait(String duration) {
        return withPracticeSetting("max-wait", duration);
    }

    /// With every conversation recorded.
    public LabPlan withRecording() {
        return withRecording("{mode: always, legal-basis: consent}");
    }

    /// With the given recording rules.
    ///
    /// @param rules the section `recording` of the practice file
    public LabPlan withRecording(String rules) {
        return withPracticeSetting("recording", rules);
    }

    /// Closed, with two doctors on call for urgent callers.
    public LabPlan withOnCall() {
        return withPracticeSetting("rules", """
                questions:
                  reason: {text: "%s", keys: {1: urgent, 2: routine}}
                on-call: {ring-timeout: 5s, rounds: 2, backup-lines: [doctor, second-doctor]}
                """.formatted(REASON_QUESTION));
    }

    /// With the on-call doctors rung for urgent callers after ten seconds in the queue.
    public LabPlan withOnCallForQueuedCallers() {
        return withOnCall().withPracticeSetting("queue", ", ring-on-call-after: 10s");
    }

    /// With routine callers on blocked numbers hearing the closed announcement.
    public LabPlan withBlockedCallersRefused() {
        return withPracticeSetting("rules", """
                questions:
                  reason: {text: "%s", keys: {1: urgent, 2: routine}}
                rules:
                  - {to: closed-announcement, callers: [blocked], urgency: [routine]}
                  - {to: queue}
                """.formatted(REASON_QUESTION));
    }

    /// With a queue limit, and keys 2 and 3 for routine and urgent.
    public LabPlan withQueueLimit(int limit) {
        return withPracticeSetting("rules", """
                questions:
                  reason: {text: "%s", keys: {2: routine, 3: urgent}}
                """.formatted(REASON_QUESTION))
                .withPracticeSetting("limit", Integer.toString(limit));
    }

    /// With a second practice that is closed and has doctors on call.
    public LabPlan withClosedPractice() {
        return withPracticeSetting("practices", "les-lilas, port-royal");
    }

    /// Closed, and takes messages.
    public LabPlan withMessages() {
        return withPracticeSetting("messages", "{when-closed: true, max-length: 30s, unread-after: 1m}");
    }

    /// Closed, takes messages, and rings the on-call doctors for a message not read within a minute.
    public LabPlan withUnreadEscalation() {
        return closed().withOnCall()
                .withPracticeSetting(
                        "messages",
                        "{when-closed: true, max-length: 30s, unread-after: 1m, unread-action: ring-on-call}");
    }

    /// With callbacks for waiting callers, two attempts each, and a carrier that asserts callers' numbers.
    public LabPlan withCallbacks() {
        return withPracticeSetting(
                        "rules",
                        "callback: {trunk: carrier, ring-timeout: 20s, max-attempts: 2, retry-after: 30s, allowed-hours: \"00:00-24:00\"}")
                .withPracticeSetting("trunk", ", asserts-caller-id: true");
    }

    /// With English on key 8.
    public LabPlan withEnglish() {
        return withPracticeSetting("greeting", "{fr: \"%s\", en: Good morning.}".formatted(GREETING))
                .withPracticeSetting(
                        "closed",
                        "{fr: \"%s\", en: \"%s\"}".formatted(CLOSED_ANNOUNCEMENT, CLOSED_ANNOUNCEMENT_ENGLISH))
                .withPracticeSetting("rules", "language-keys: {8: en}");
    }

    /// With audio over AudioSocket, as from an Asterisk on another host.
    public LabPlan withAudioSocket() {
        return new LabPlan(assistants, practiceSettings, wrapUp, ringTimeout, database, true);
    }

    /// With an Asterisk that runs as a user of its own, in this group.
    public LabPlan withAsteriskGroup(String group) {
        return withPracticeSetting("asterisk-group", group);
    }

    /// With the console, over TLS with a certificate of its own.
    public LabPlan withConsole() {
        return withPracticeSetting("console", "");
    }

    /// With the engine connected to AMI over TLS.
    public LabPlan withAmiTls() {
        return withPracticeSetting("ami", ", tls: true");
    }

    /// With these gates required: account, agreement, training, instructions, contract. Without it, all are off.
    public LabPlan withGates(String... required) {
        return withPracticeSetting("gates", gatesExcept(Set.of(required)));
    }

    private static String gatesExcept(Set<String> required) {
        return Stream.of("account", "agreement", "training", "instructions", "contract")
                .map(gate -> gate + ": " + (required.contains(gate) ? "required" : "off"))
                .collect(Collectors.joining(", "));
    }

    private LabPlan withPracticeSetting(String key, String value) {
        var changed = new HashMap<>(practiceSettings);
        changed.put(key, value);
        return new LabPlan(assistants, Map.copyOf(changed), wrapUp, ringTimeout, database, audioSocket);
    }

    /// The endpoint of an assistant's phone; the lab's phone has the same name.
    public static String endpoint(String assistant) {
        return "%032x".formatted(Integer.toUnsignedLong(assistant.hashCode()) + (1L << 40));
    }

    String settingsFile(LabPorts ports) {
        return """
                installation: {name: lab, state: state, country: FR, time-zone: Europe/Paris, language: fr}
                database: %s
                agi: {port: %d}
                ami: {port: %d, user: engine, secret-file: secrets/ami%s}
                management: {port: %d, token-file: secrets/management}
                %s
                archive: {root-key-file: secrets/root-key}
                gates: {%s}
                asterisk:
                  root-directory: %s
                  sip: {port: %d}
                  rtp: {first-port: %d, last-port: %d}
                  %s
                  engines: [127.0.0.1:%d]
                trunks: {carrier: {source-addresses: [%s, 127.0.0.1], outbound: %s, transport: udp%s}}
                phones:
                %s
                lines:
                  doctor: {number: "%s", trunk: carrier}
                  second-doctor: {number: "%s", trunk: carrier}
                  back-office: {number: "%s", trunk: carrier}
                teams: {centre: {wrap-up: %s, ring-timeout: %s}}
                assistants:
                %s
                """.formatted(
                        database,
                        ports.agi(),
                        ports.ami(),
                        practiceSettings.getOrDefault("ami", ""),
                        ports.management(),
                        consoleYaml(ports),
                        practiceSettings.getOrDefault("gates", gatesExcept(Set.of())),
                        ports.tree(),
                        ports.sip(),
                        ports.rtp(),
                        ports.rtp() + 999,
                        asteriskOptions(ports),
                        ports.agi(),
                        Phones.TRUNK,
                        ports.phones(),
                        practiceSettings.getOrDefault("trunk", ""),
                        phonesYaml(ports),
                        DOCTOR,
                        SECOND_DOCTOR,
                        FALLBACK,
                        wrapUp,
                        ringTimeout,
                        assistantsYaml());
    }

    private String consoleYaml(LabPorts ports) {
        return practiceSettings.containsKey("console")
                ? "console: {origin: \"%s\", port: %d}".formatted(ports.consoleOrigin(), ports.console())
                : "";
    }

    private String asteriskOptions(LabPorts ports) {
        String audioTap = audioSocket
                ? "audio-tap: audio-socket\n  audio-socket: {port: %d}".formatted(ports.audioSocket())
                : "audio-tap: pipe";
        return audioTap + asteriskGroup().name().map("\n  group: "::concat).orElse("");
    }

    /// The group of Asterisk's user.
    FileGroup asteriskGroup() {
        return new FileGroup(Optional.ofNullable(practiceSettings.get("asterisk-group")));
    }

    /// The practice files by practice name.
    Map<String, String> practiceFiles() {
        Map<String, String> files = new HashMap<>();
        files.put("les-lilas.yaml", practiceFile("les-lilas", "Cabinet des Lilas", PRACTICE_NUMBER));
        if (practiceSettings.containsKey("practices")) {
            files.put(
                    "port-royal.yaml",
                    closed().withOnCall().practiceFile("port-royal", "Cabinet de Port-Royal", CLOSED_PRACTICE_NUMBER));
        }
        return files;
    }

    private String practiceFile(String id, String name, String number) {
        return """
                id: %s
                name: %s
                numbers: ["%s"]
                team: centre
                language: fr
                greeting: %s
                closed-announcement: %s
                opening-hours: %s
                emergency-lines: [doctor, second-doctor]
                emergency-ring-timeout: 5s
                %s
                fallback-lines: [back-office]
                transfer-lines: [doctor]
                transfer-ring-timeout: 5s
                queue: {limit: %s, max-wait: %s, announce-position-every: %s%s}
                recording: %s
                messages: %s
                service-level-threshold: 20s
                """.formatted(
                        id,
                        name,
                        number,
                        practiceSettings.getOrDefault("greeting", GREETING),
                        practiceSettings.getOrDefault("closed", CLOSED_ANNOUNCEMENT),
                        practiceSettings.get("hours"),
                        practiceSettings.getOrDefault("rules", ""),
                        practiceSettings.getOrDefault("limit", "50"),
                        practiceSettings.getOrDefault("max-wait", "10m"),
                        practiceSettings.get("announce"),
                        practiceSettings.getOrDefault("queue", ""),
                        practiceSettings.get("recording"),
                        practiceSettings.get("messages"));
    }

    private String phonesYaml(LabPorts ports) {
        return assistants.stream()
                .map(name -> "  phone-%s: {endpoint: %s, fixed-address: %s, encryption: none}"
                        .formatted(name, endpoint(name), ports.phones()))
                .collect(Collectors.joining("\n"));
    }

    private String assistantsYaml() {
        return assistants.stream()
                .map(name -> "  %s: {name: %s, phone: phone-%s, team: centre, practices: [%s]}"
                        .formatted(name, name, name, practiceSettings.getOrDefault("practices", "les-lilas")))
                .collect(Collectors.joining("\n"));
    }
}
