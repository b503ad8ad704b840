package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.yaml.Problem;

class RejectedSettingsTest {

    private InstallationOnDisk installation;

    @BeforeEach
    void createInstallation(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
    }

    @Test
    void problemNamesFileLineColumnKeyValueAndExpectation() {
        installation.changePractice("monday: [\"08:00-12:00\"", "monday: [\"8h00-12\"");

        assertEquals(
                List.of(installation.locationOf("\"8h00-12", "practices/les-lilas.yaml")
                        + ": hours.monday[0]: \"8h00-12\"" + " (expected: HH:MM-HH:MM, such as 08:00-12:00)"),
                installation.problems());
    }

    @Test
    void problemsOfAllFilesAreReportedTogether() {
        installation
                .change("port: 4573", "port: 70000")
                .change("country: FR", "country: France")
                .change("tls: false", "tls: no")
                .changePractice("team: centre", "team: center")
                .changePractice("limit: 50", "limit: many");

        assertEquals(List.of("agi.port", "ami.tls", "house.country", "queue.limit", "team"), keys(installation.read()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: example              | name: Example House        | house.name: "Example House" (expected: 1 to 40 lower-case
            time-zone: Europe/Paris    | time-zone: "+01:00"        | house.time-zone: "+01:00" (expected: a time zone with a name
            language: fr               | language: fe               | house.language: "fe" (expected: fr, en; did you mean fr?)
            state: state               | state: house.yaml          | house.state: a file (expected: a directory
            state: state               | state:                     | house.state: empty (expected: a path
            file: state/house          | url: jdbc:h2:mem:x         | database.url: unreadable (expected: jdbc:postgresql
            file: state/house          | url: jdbc:postgresql://h/d | database.user: missing
            max-calls: 20000           | max-calls: -1              | agi.max-calls: "-1" (expected: 1..100000)
            max-calls: 20000           | max-cals: 20000            | agi.max-cals: unknown key (expected: host, port, tunnelled, max-calls; did you mean max-calls?)
            port: 4573                 | port: [4573]               | agi.port: a list (expected: 1..65535)
            port: 4573                 | port: 4573, 4              | agi.port: "4573, 4"
            tunnelled: false           | tunnelled: False           | agi.tunnelled: "False" (expected: true, false; did you mean false?)
            user: engine               | user: "engine,x"           | ami.user: "engine,x" (expected: 1 to 40 letters
            port: 9573                 | port: 5038                 | management.port: taken already by house.yaml:45 (expected: once in the house)
            from: 10000                | from: 10                   | asterisk.rtp.from: "10" (expected: 1024..65535)
            to: 19999                  | to: 10001                  | asterisk.rtp.to: "10001" (expected: 10003 or more
            from: 10000                | from: 5000                 | asterisk.rtp.from: holds the SIP port 5060
            # tls-port: 5061           | tls-port: 5061             | asterisk.sip.certificate-file: missing
            hear: pipe                 | hear: socket               | asterisk.hear: "socket" (expected: pipe, audio-socket
            '# audio-socket:'          | 'audio-socket: {}'         | asterisk.audio-socket: not what hears (expected: hear: audio-socket, or no such section)
            engines: [127.0.0.1:4573]  | engines: [127.0.0.1:4574]  | asterisk.engines: not this engine
            engines: [127.0.0.1:4573]  | engines: [10.0.0.1:4573]   | asterisk.engines[0]: not loopback
            engines: [127.0.0.1:4573]  | engines: 127.0.0.1:4573    | asterisk.engines: no list
            addresses: [127.0.0.2]     | addresses: [0.0.0.0/0]     | trunks.carrier.addresses[0]: "0.0.0.0/0" (expected: an IP address, or a network no wider
            addresses: [127.0.0.2]     | addresses: []              | trunks.carrier.addresses: empty (expected: at least one)
            outbound: 127.0.0.2:5060   | outbound: 127.0.0.2        | trunks.carrier.outbound: unreadable (expected: host:port
            outbound: 127.0.0.2:5060   | # no outbound              | lines.doctor-martin: a trunk without outbound
            contact: 127.0.0.3:5060    | contact: 10.1.1.1:5060     | phones.ines.profile: plain beyond loopback (expected: tls)
            profile: plain             | profile: tls               | phones.ines.profile: tls, but asterisk.sip has none
            contact: 127.0.0.3:5060    | # nothing                  | phones.ines.secret-file: missing
            trunk: carrier             | trunk: carier              | lines.doctor-martin.trunk: "carier" (expected: carrier; did you mean carrier?)
            '"+33199000911"'           | 0199000911                 | lines.doctor-martin.number: unreadable (expected: E.164: a plus, then 6 to 15 digits)
            '"+33199000911"'           | "+33199000001"             | lines.doctor-martin: a practice's own number
            phone: awa                 | phone: ines                | assistants.awa.phone: taken already by house.yaml
            phone: awa                 | phone: awe                 | assistants.awa.phone: "awe" (expected: awa, ines; did you mean awa?)
            practices: [les-lilas]     | practices: [le-lilas]      | assistants.ines.practices[0]: "le-lilas" (expected: les-lilas; did you mean les-lilas?)
            languages: [fr]            | languages: [de]            | assistants.ines.languages[0]: "de" (expected: fr, en)
            wrap-up: 15s               | wrap-up: 15                | teams.centre.wrap-up: "15" (expected: 0s..10m, a number and its unit
            ring: 20s                  | ring: 0s                   | teams.centre.ring: "0s" (expected: 5s..60s
            'command: [espeak-ng,'     | 'command: [espeak-ng, " ",'| prompts.command[1]: " " (expected: 1 to 200
            '-w, "{file}"]'            | -w]                        | prompts: prompts command: no {file}
            practices: practices       | practices: nowhere         | practices: no such directory
            desk:                      | awa:                       | lines.awa: taken already by house.yaml
            root-key-file: secrets/root-key | recordings: state/r   | archive.root-key-file: missing
            root-key-file: secrets/root-key | 'root-key-token: {module: house.yaml, label: root-1, pin-file: secrets/ami}\n  root-key-file: secrets/root-key' | archive.root-key-file: beside root-key-token (expected: one of the two
            root-key-file: secrets/root-key | 'root-key-token: {}'  | archive.root-key-token.pin-file: missing
            root-key-file: secrets/root-key | 'root-key-token: {module: none.so, label: root-1, pin-file: secrets/ami}' | archive.root-key-token.module: no such file
            root-key-file: secrets/root-key | 'root-key-token: {module: house.yaml, label: Root, pin-file: secrets/ami}' | archive.root-key-token.label: "Root" (expected: 1 to 32 lower-case
            root-key-file: secrets/root-key | 'root-key-token: {module: house.yaml, slot: x, label: a, pin-file: secrets/ami}' | archive.root-key-token.slot: "x" (expected: 0..999
            audit: state/audit         | 'store: {bucket: recordings, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.store.endpoint: missing
            audit: state/audit         | 'store: {endpoint: "http://s3.example.org", bucket: rec, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.store.endpoint: unreadable (expected: https://host or https://host:port, nothing after it; http on loopback only)
            audit: state/audit         | 'store: {endpoint: "https://me:secret@s3.example.org", bucket: rec, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.store.endpoint: unreadable (expected: https://host
            audit: state/audit         | 'store: {endpoint: "https://s3.example.org/recordings", bucket: rec, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.store.endpoint: unreadable
            audit: state/audit         | 'store: {endpoint: "https://s3.example.org", bucket: Recordings, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.store.bucket: "Recordings" (expected: 3 to 63 lower-case
            audit: state/audit         | 'store: {endpoint: "https://s3.example.org", bucket: rec, region: EU, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.store.region: "EU" (expected: 1 to 40 lower-case
            audit: state/audit         | 'store: {endpoint: "https://s3.example.org", bucket: rec, access-key-file: AKIA, secret-key-file: house.yaml}' | archive.store.access-key-file: no such file (expected: the path of a file that holds the secret)
            audit: state/audit         | 'store: {endpoint: "https://s3.example.org", bucket: rec, access-key-file: secrets/ami, secret-key-file: house.yaml}' | archive.store.secret-key-file: not one line of text
            audit: state/audit         | 'store: {endpoint: "https://s3.example.org", bukket: rec, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.store.bukket: unknown key (expected: endpoint, bucket,
            """)
    void mistakeInTheSettingsFileIsReportedWithItsLocation(String from, String to, String expectedProblem) {
        installation.change(from, to);

        assertReported(expectedProblem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            practice: les-lilas | practice: les-roses | practice: "les-roses" (expected: the file's own name, les-lilas)
            practice: les-lilas | practise: les-lilas | practise: unknown key (expected: practice, name,
            '["+33199000001"]'  | []                  | numbers: empty (expected: at least one)
            '["+33199000001"]'  | ["0199000001"]      | numbers[0]: unreadable (expected: E.164
            '"+33199000001"]'   | "+33199000001", "+33199000001"] | numbers[1]: taken already by practices/les-lilas.yaml:8
            team: centre        | team: south         | team: "south" (expected: centre)
            preferred-assistants: []|preferred-assistants: [zoe]|queue.preferred-assistants[0]: "zoe" (expected: awa, ines
            ages-after: 3m      | ages-after: 2h      | queue.ages-after: "2h" (expected: 0s..1h
            spacing: 10s        | spacing: 5m         | queue.spacing: "5m" (expected: 0s..2m
            greeting: Bonjour,  | greetings: Bonjour, | greetings: unknown key
            greeting: Bonjour,  | greetings: Bonjour, | greeting: missing
            closed: Le cabinet  | closed: "a\\nb" #   | closed: unreadable (expected: 1 to 1000 characters
            monday:             | moonday:            | hours.moonday: unknown key (expected: monday,
            08:00-12:00         | 08:00-08:00         | hours.monday[0]: "08:00-08:00" (expected: HH:MM-HH:MM
            08:00-12:00         | 24:00-08:00         | hours.monday[0]: "24:00-08:00" (expected: HH:MM-HH:MM
            14:00-18:00         | 11:00-18:00         | hours.friday[1]: begins before the hours before it end
            14:00-18:00         | 22:00-09:00         | none
            last-call: 0s       | last-call: 3h       | closing.last-call: "3h" (expected: 0s..2h
            whoever-waits: waits | whoever-waits: leave | closing.whoever-waits: "leave" (expected: waits, leaves; did you mean leaves?)
            '# holidays:'       | 'holidays: {zone: fr-99}\n#' | holidays.zone: "fr-99" (expected: a country or a part of it, by ISO 3166 in lower case, such as fr,
            '# number-hours:'   | 'number-hours: {"+33199000002": {monday: ["08:00-12:00"]}}\n#' | number-hours.[hidden]: not a number of this practice (expected: one of its numbers
            '# number-hours:'   | 'number-hours: {"+33199000001": {moonday: []}}\n#' | number-hours.[hidden].moonday: unknown key (expected: monday,
            '# number-hours:'   | 'number-hours: {"+33199000001": {monday: ["08:00-10:00", "09:00-11:00"]}}\n#' | number-hours.[hidden].monday[1]: begins before the hours before it end
            '# holidays:'       | 'holidays: {hours: []}\n#' | holidays.zone: missing (expected: a country
            '# holidays:'       | 'holidays: {zone: fr, hours: ["08:00-10:00", "09:00-11:00"]}\n#' | holidays.hours[1]: begins before the hours before it end
            '# dates:'          | 'dates: {2026-02-30: []}\n#' | dates.2026-02-30: "2026-02-30" (expected: a date such as 2026-12-24, or a span
            '# dates:'          | 'dates: {2027-08-15..2027-08-01: []}\n#' | (expected: a date such as 2026-12-24, or a span
            '# dates:'          | 'dates: {2026-12-24: ["8-12"]}\n#' | (expected: HH:MM-HH:MM
            '# dates:'          | 'dates: {2027-08-01..2027-08-15: [], 2027-08-10: []}\n#' | says 2027-08-10 again (expected: each date once
            friday: [           | sunday: ["22:00-08:30"] # | hours.monday[0]: begins before the hours before it end
            'doctor-martin, '   | 'doctor-martn, '    | emergency-lines[0]: "doctor-martn" (expected: desk, doctor-martin; did you mean doctor-martin?)
            'transfer-lines: [doctor-martin]' | 'transfer-lines: [doctor-martn]' | transfer-lines[0]: "doctor-martn" (expected: desk, doctor-martin; did you mean doctor-martin?)
            'transfer-lines: [doctor-martin]' | 'transfer-lines: []' | transfer-lines: empty (expected: at least one)
            'transfer-ring: 20s'    | 'transfer-ring: 2s' | transfer-ring: "2s" (expected: 5s..60s
            'after-transfer: ends'  | 'after-transfer: end' | recording.after-transfer: "end" (expected: ends, goes-on; did you mean ends?)
            '[doctor-martin, desk]' | []              | emergency-lines: empty (expected: at least one)
            'fallback-lines: '  | '# fallback-lines: '| fallback-lines: missing (expected: at least one)
            limit: 50           | limit: 50.5         | queue.limit: "50.5" (expected: 0..10000)
            patience: 10m       | patience: 3h        | queue.patience: "3h" (expected: 10s..2h
            service-level: 20s  | service-level:      | service-level: empty (expected: 1s..10m
            service-level: 20s  | 'prompts: {greeting: none.wav}' | prompts.greeting: no such recording
            refuse-faxes: yes   | refuse-faxes: maybe | refuse-faxes: "maybe" (expected: yes, no
            mode: off           | mode: of            | recording.mode: "of" (expected: off, on-demand, sampled, always; did you mean off?)
            mode: off           | mode: sampled       | recording.percent: missing (expected: 1..99)
            mode: off           | 'mode: sampled\n  percent: 100' | recording.percent: "100" (expected: 1..99)
            mode: off           | mode: always        | recording.legal-basis: missing (expected: consent, contract, legal-obligation,
            mode: off           | 'mode: off\n  percent: 10' | recording.percent: unknown key
            keep-days: 180      | keep-days: 0        | recording.keep-days: "0" (expected: 1..3650)
            'closed: none'      | 'closed: taken'     | messages.closed: "taken" (expected: take, none; did you mean take?)
            longest: 2m         | longest: 11m        | messages.longest: "11m" (expected: 10s..10m
            read-within: 4h     | read-within: 30s    | messages.read-within: "30s" (expected: 1m..168h
            unread: alarm       | unread: ring        | messages.unread: "ring" (expected: alarm, rings-on-call
            unread: alarm       | unread: rings-on-call | messages.unread: nobody is on call here (expected: a rota: on-call)
            readers: provider   | readers: shared     | recording.recipients: missing (expected: at least one)
            readers: provider   | 'readers: shared\n  recipients: ["age1x"]' | recording.recipients[0]: unreadable (expected: a public key
            """)
    void mistakeInAPracticeFileIsReportedWithItsLocation(String from, String to, String expectedProblem) {
        installation.changePractice(from, to);

        if (expectedProblem.equals("none")) {
            installation.settings(); // Friday night ends on Saturday, which is closed: nothing overlaps.
        } else {
            assertReported(expectedProblem);
        }
    }

    @Test
    void numberBelongsToOnePracticeOnly() {
        String other =
                installation.text("practices/les-lilas.yaml").replace("practice: les-lilas", "practice: port-royal");
        installation.write("practices/port-royal.yaml", other).change("[les-lilas]", "[les-lilas, port-royal]");

        assertEquals(
                List.of("practices/port-royal.yaml:8:11: numbers[0]: taken already by practices/les-lilas.yaml:8"
                        + " (expected: once in the house)"),
                installation.problems());
    }

    @Test
    void practiceServedByNoAssistantIsRejected() {
        String other = installation
                .text("practices/les-lilas.yaml")
                .replace("practice: les-lilas", "practice: port-royal")
                .replace("+33199000001", "+33199000002");
        installation.write("practices/port-royal.yaml", other);

        assertReported("practices/port-royal.yaml:4:1: served by no assistant");
    }

    @Test
    void practiceWithoutAnAssistantForItsLanguageIsRejected() {
        installation.change("languages: [fr, en]", "languages: [fr]").changePractice("language: fr", "language: en");

        assertReported("served by no assistant who speaks en (expected: an assistant with this language among hers)");
    }

    @Test
    void callbackNeedsAnOutboundTrunkAndDaytimeHours() {
        installation.changePractice("# callback:\n", "callback: {through: carier}\n");
        assertReported("callback.through: \"carier\" (expected: carrier; did you mean carrier?)");
        installation.changePractice("callback: {through: carier}", "callback: {}");
        assertReported("callback.through: missing");
        installation.changePractice("callback: {}", "callback: {through: carrier, between: \"22:00-06:00\"}");
        assertReported(
                "callback.between: over midnight (expected: an end after the beginning: nobody is rung at night)");
        installation.changePractice("between: \"22:00-06:00\"", "countries: [fr]");
        assertReported("callback.countries[0]: \"fr\"");
        installation.changePractice(", countries: [fr]", "").change("outbound: 127.0.0.2:5060", "# none");
        assertReported("calls back through a trunk without outbound (expected: a trunk that takes calls)");
    }

    @Test
    void callbackMustNotShowAMobileNumber() {
        installation
                .changePractice("# callback:\n", "callback: {through: carrier}\n")
                .changePractice("numbers: [\"+33199000001\"]", "numbers: [\"+33639980002\"]");
        assertReported("a mobile number (expected: one at home: a machine that rings patients may show no other)");
    }

    @Test
    void overflowNeedsAnotherTeamWithAnAssistantForThePractice() {
        installation.changePractice("  # overflow:\n  #   team: south", "  overflow:\n    team: centre");
        assertReported("overflows to its own team (expected: another team)");

        installation.change("teams:\n", "teams:\n  south: {}\n").changePractice("    team: centre", "    team: south");
        assertReported(
                "overflows to south, where nobody serves it (expected: an assistant there who names this practice)");

        installation.changePractice("    team: south", "    team: north");
        assertReported("queue.overflow.team: \"north\" (expected: centre, south)");
    }

    @Test
    void preferredAssistantsMustServeThePractice() {
        String other = installation
                .text("practices/les-lilas.yaml")
                .replace("practice: les-lilas", "practice: port-royal")
                .replace("+33199000001", "+33199000002")
                .replace("preferred-assistants: []", "preferred-assistants: [ines]");
        installation
                .write("practices/port-royal.yaml", other)
                .change(
                        "practices: [les-lilas]\n    languages: [fr, en]",
                        "practices: [les-lilas, port-royal]\n    languages: [fr, en]");

        assertReported("prefers ines, who does not serve it (expected: one who serves it)");
    }

    @Test
    void messagesAreRejectedWithAudioSocket() {
        installation
                .change("hear: pipe", "hear: audio-socket\n  audio-socket: {}")
                .changePractice("closed: none", "closed: take");

        assertReported("takes messages, and asterisk hears from afar (expected: no message, or asterisk.hear:");
    }

    @Test
    void assistantServesPracticesOfTheirTeamOnly() {
        installation.change("teams:\n", "teams:\n  south: {}\n").changePractice("team: centre", "team: south");

        assertReported(
                "assistants.ines: serves les-lilas, which is of another team (expected: practices of team centre, or that"
                        + " overflow to it)");
    }

    @Test
    void listeningBeyondLoopbackIsRejected() {
        installation.change("host: 127.0.0.1", "host: 0.0.0.0");

        assertReported("agi.host: not loopback (expected: loopback, or tunnelled: true");
        assertReported("ami.host: not loopback (expected: loopback, or tls: true)");
        assertReported("management.host: not loopback");
        assertReported("phones.awa.profile: plain beyond loopback");
    }

    @Test
    void audioSocketListensOnLoopbackOrBehindATunnel() {
        for (var invalidCase : List.of(
                List.of("{port: 5038}", "asterisk.audio-socket.port: taken already by house.yaml"),
                List.of(
                        "{host: 10.8.0.1}",
                        "asterisk.audio-socket.host: not loopback (expected: loopback, or tunnelled"),
                List.of("{host: 0.0.0.0, tunnelled: true}", "asterisk.audio-socket.host: any address (expected: one"),
                List.of("{prot: 1}", "asterisk.audio-socket.prot: unknown key (expected: host, port, tunnelled"))) {
            String before = "hear: pipe";
            String after = "hear: audio-socket\n  audio-socket: " + invalidCase.getFirst();
            installation.change(before, after);
            assertReported(invalidCase.getLast());
            installation.change(after, before);
        }
    }

    @Test
    void brokenSectionIsReportedOnce() {
        installation.change("addresses: [127.0.0.2]", "addresses: [somewhere]");

        assertEquals(
                1, installation.problems().size(), () -> installation.problems().toString());
    }

    @Test
    void missingSettingsFileIsReported(@TempDir Path empty) {
        var result = new SettingsReader().read(empty.resolve("house.yaml"));

        assertEquals("Invalid[problems=[house.yaml: no such file (expected: a settings file)]]", result.toString());
    }

    private void assertReported(String expectedProblem) {
        List<String> problems = installation.problems();
        assertTrue(problems.stream().anyMatch(problem -> problem.contains(expectedProblem)), problems::toString);
    }

    private static List<String> keys(SettingsReader.Result result) {
        return switch (result) {
            case SettingsReader.Result.Valid _ -> List.of();
            case SettingsReader.Result.Invalid(List<Problem> problems) ->
                problems.stream().map(Problem::key).sorted().toList();
        };
    }
}
