package org.permanence.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.permanence.testing.Fixtures;

/// What a house of the lab is like: its practice, its assistants, the lines it may ring. The words are those of
/// `house.yaml`.
public record HousePlan(
        List<String> assistants,
        Map<String, String> practice,
        String wrapUp,
        String ring,
        String database,
        boolean heardFromAfar) {

    /// The practice's number, in E.164.
    public static final String NUMBER = Fixtures.LES_LILAS_DID.digits();

    /// The number of the other practice, which is closed.
    public static final String CLOSED_NUMBER = Fixtures.PORT_ROYAL_DID.digits();

    /// The numbers of the lines, as a trunk is asked for them.
    public static final String DOCTOR = Fixtures.NUMBER_PREFIX + "911";

    public static final String SECOND_DOCTOR = Fixtures.NUMBER_PREFIX + "913";
    public static final String FALLBACK = Fixtures.NUMBER_PREFIX + "912";

    /// What its callers hear first.
    public static final String GREETING = "Bonjour, vous êtes bien au cabinet des Lilas.";

    /// What they are asked by a practice that asks.
    public static final String REASON = "Pour un problème urgent, appuyez sur 1. Sinon, sur 2.";

    /// What they hear when it is closed.
    public static final String CLOSED = "Le cabinet est fermé. Rappelez-nous demain à partir de huit heures.";

    /// The same in English.
    public static final String CLOSED_IN_ENGLISH = "The practice is closed. Call again on Monday morning.";

    private static final String ALWAYS =
            "{monday: [%1$s], tuesday: [%1$s], wednesday: [%1$s], thursday: [%1$s], friday: [%1$s], saturday: [%1$s], sunday: [%1$s]}"
                    .formatted("\"00:00-24:00\"");

    private static final String EMBEDDED = "{file: state/house}";

    /// One assistant, always open, quick to wrap up.
    public static HousePlan small() {
        return new HousePlan(
                List.of("ines"),
                Map.of("hours", ALWAYS, "announce", "30s", "recording", "{mode: off}", "messages", "{closed: none}"),
                "1s",
                "10s",
                EMBEDDED,
                false);
    }

    public HousePlan withAssistants(int count) {
        return new HousePlan(
                IntStream.range(0, count).mapToObj(i -> "assistant-" + i).toList(),
                practice,
                wrapUp,
                ring,
                database,
                heardFromAfar);
    }

    public HousePlan withAssistants(String... names) {
        return new HousePlan(List.of(names), practice, wrapUp, ring, database, heardFromAfar);
    }

    public HousePlan wrappingUp(String duration) {
        return new HousePlan(assistants, practice, duration, ring, database, heardFromAfar);
    }

    public HousePlan ringing(String duration) {
        return new HousePlan(assistants, practice, wrapUp, duration, database, heardFromAfar);
    }

    /// Instead of the embedded database: one that listens on this machine and believes any password.
    public HousePlan keptInPostgreSql(int port) {
        String server =
                "{url: \"jdbc:postgresql://127.0.0.1:%d/postgres\", user: postgres, password-file: secrets/database}"
                        .formatted(port);
        return new HousePlan(assistants, practice, wrapUp, ring, server, heardFromAfar);
    }

    public HousePlan closed() {
        return with("hours", "{}");
    }

    /// How often a waiting caller is told the position.
    public HousePlan announcingEvery(String duration) {
        return with("announce", duration);
    }

    /// Every conversation is recorded.
    public HousePlan recording() {
        return recording("{mode: always, legal-basis: consent}");
    }

    /// With other rules for what is recorded.
    ///
    /// @param rules the practice's section `recording`
    public HousePlan recording(String rules) {
        return with("recording", rules);
    }

    /// Whoever cannot wait while it is closed reaches those on call: the doctor, then the second one.
    public HousePlan withOnCall() {
        return with("rules", """
                questions:
                  reason: {ask: "%s", keys: {1: urgent, 2: routine}}
                on-call: {ring: 5s, rounds: 2, always: [doctor, second-doctor]}
                """.formatted(REASON));
    }

    /// An urgent caller who has waited for ten seconds reaches those on call too.
    public HousePlan withOnCallForWhoWaits() {
        return withOnCall().with("queue", ", on-call-after: 10s");
    }

    /// Of those whom it has blocked, the routine ones are told that it is closed.
    public HousePlan refusingBlocked() {
        return with("rules", """
                questions:
                  reason: {ask: "%s", keys: {1: urgent, 2: routine}}
                rules:
                  - {to: announcement, callers: [blocked], urgency: [routine]}
                  - {to: queue}
                """.formatted(REASON));
    }

    /// So many may wait at once, and say by key 2 or 3 whether it is routine or urgent.
    public HousePlan withManyWaiting(int limit) {
        return with("rules", """
                questions:
                  reason: {ask: "%s", keys: {2: routine, 3: urgent}}
                """.formatted(REASON)).with("limit", Integer.toString(limit));
    }

    /// Beside it another one, closed, whose doctors are on call.
    public HousePlan withAClosedPractice() {
        return with("practices", "les-lilas, port-royal");
    }

    /// Closed, it takes messages.
    public HousePlan takingMessages() {
        return with("messages", "{closed: take, longest: 30s, read-within: 1m}");
    }

    /// Closed, it takes messages, and those on call are rung for one that nobody has read in a minute.
    public HousePlan ringingForUnread() {
        return closed().withOnCall()
                .with("messages", "{closed: take, longest: 30s, read-within: 1m, unread: rings-on-call}");
    }

    /// Whoever waits may be called back, twice.
    public HousePlan callingBack() {
        return with(
                "rules",
                "callback: {through: carrier, ring: 20s, attempts: 2, retry-after: 30s, between: \"00:00-24:00\"}");
    }

    /// It offers English too, by key 8.
    public HousePlan inTwoLanguages() {
        return with("greeting", "{fr: \"%s\", en: Good morning.}".formatted(GREETING))
                .with("closed", "{fr: \"%s\", en: \"%s\"}".formatted(CLOSED, CLOSED_IN_ENGLISH))
                .with("rules", "other-languages: {8: en}");
    }

    /// What is said is heard as of an Asterisk on another host.
    public HousePlan hearingFromAfar() {
        return new HousePlan(assistants, practice, wrapUp, ring, database, true);
    }

    private HousePlan with(String word, String value) {
        var changed = new HashMap<>(practice);
        changed.put(word, value);
        return new HousePlan(assistants, Map.copyOf(changed), wrapUp, ring, database, heardFromAfar);
    }

    /// The endpoint of an assistant's telephone; the telephone in the lab has the same name.
    public static String endpoint(String assistant) {
        return "%032x".formatted(Integer.toUnsignedLong(assistant.hashCode()) + (1L << 40));
    }

    String house(LabPorts ports) {
        return """
                house: {name: lab, state: state, country: FR, time-zone: Europe/Paris, language: fr}
                database: %s
                agi: {port: %d}
                ami: {port: %d, user: engine, secret-file: secrets/ami}
                management: {port: %d, token-file: secrets/management}
                archive: {root-key-file: secrets/root-key}
                asterisk:
                  tree: %s
                  sip: {port: %d}
                  rtp: {from: %d, to: %d}
                  %s
                  engines: [127.0.0.1:%d]
                trunks: {carrier: {addresses: [%s, 127.0.0.1], outbound: %s}}
                phones:
                %s
                lines:
                  doctor: {number: "%s", trunk: carrier}
                  second-doctor: {number: "%s", trunk: carrier}
                  desk: {number: "%s", trunk: carrier}
                teams: {centre: {wrap-up: %s, ring: %s}}
                assistants:
                %s
                """.formatted(
                        database,
                        ports.agi(),
                        ports.ami(),
                        ports.management(),
                        ports.tree(),
                        ports.sip(),
                        ports.rtp(),
                        ports.rtp() + 999,
                        heardFromAfar
                                ? "hear: audio-socket\n  audio-socket: {port: %d}".formatted(ports.audioSocket())
                                : "hear: pipe",
                        ports.agi(),
                        Phones.TRUNK,
                        ports.phones(),
                        phones(ports),
                        DOCTOR,
                        SECOND_DOCTOR,
                        FALLBACK,
                        wrapUp,
                        ring,
                        people());
    }

    /// The practices' files by their names.
    Map<String, String> practiceFiles() {
        Map<String, String> files = new HashMap<>();
        files.put("les-lilas.yaml", practiceFile("les-lilas", "Cabinet des Lilas", NUMBER));
        if (practice.containsKey("practices")) {
            files.put(
                    "port-royal.yaml",
                    closed().withOnCall().practiceFile("port-royal", "Cabinet de Port-Royal", CLOSED_NUMBER));
        }
        return files;
    }

    private String practiceFile(String id, String name, String number) {
        return """
                practice: %s
                name: %s
                numbers: ["%s"]
                team: centre
                language: fr
                greeting: %s
                closed: %s
                hours: %s
                emergency-lines: [doctor, second-doctor]
                emergency-ring: 5s
                emergency-accept: answer
                %s
                fallback-lines: [desk]
                transfer-lines: [doctor]
                transfer-ring: 5s
                queue: {limit: %s, patience: 10m, announce-position-every: %s%s}
                recording: %s
                messages: %s
                service-level: 20s
                """.formatted(
                        id,
                        name,
                        number,
                        practice.getOrDefault("greeting", GREETING),
                        practice.getOrDefault("closed", CLOSED),
                        practice.get("hours"),
                        practice.getOrDefault("rules", ""),
                        practice.getOrDefault("limit", "50"),
                        practice.get("announce"),
                        practice.getOrDefault("queue", ""),
                        practice.get("recording"),
                        practice.get("messages"));
    }

    private String phones(LabPorts ports) {
        return assistants.stream()
                .map(name -> "  phone-%s: {endpoint: %s, contact: %s, profile: plain}"
                        .formatted(name, endpoint(name), ports.phones()))
                .collect(Collectors.joining("\n"));
    }

    private String people() {
        return assistants.stream()
                .map(name -> "  %s: {name: %s, phone: phone-%s, team: centre, practices: [%s]}"
                        .formatted(name, name, name, practice.getOrDefault("practices", "les-lilas")))
                .collect(Collectors.joining("\n"));
    }
}
