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
                        + ": opening-hours.monday[0]: \"8h00-12\"" + " (expected: HH:MM-HH:MM, such as 08:00-12:00)"),
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

        assertEquals(
                List.of("agi.port", "ami.tls", "installation.country", "queue.limit", "team"),
                keys(installation.read()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: example                   | name: Example Site            | installation.name: "Example Site" (expected: 1 to 40 lower-case
            time-zone: Europe/Paris         | time-zone: "+01:00"           | installation.time-zone: "+01:00" (expected: a time zone with a name
            language: fr                    | language: fe                  | installation.language: "fe" (expected: fr, en; did you mean fr?)
            state: state                    | state: permanence.yaml        | installation.state: a file (expected: an existing directory
            state: state                    | state:                        | installation.state: empty (expected: a path
            file: state/permanence          | url: jdbc:h2:mem:x            | database.url: unreadable (expected: jdbc:postgresql
            file: state/permanence          | url: jdbc:postgresql://h/d    | database.user: missing
            max-calls: 20000                | max-calls: -1                 | agi.max-calls: "-1" (expected: 1..100000)
            max-calls: 20000                | max-cals: 20000               | agi.max-cals: unknown key (expected: host, port, protected-by-tunnel, max-calls; did you mean max-calls?)
            port: 4573                      | port: [4573]                  | agi.port: a list (expected: 1..65535)
            port: 4573                      | port: 4573, 4                 | agi.port: "4573, 4"
            protected-by-tunnel: false      | protected-by-tunnel: False    | agi.protected-by-tunnel: "False" (expected: true, false; did you mean false?)
            user: engine                    | user: "engine,x"              | ami.user: "engine,x" (expected: 1 to 40 letters
            port: 9573                      | port: 5038                    | management.port: already used in permanence.yaml:46 (expected: once in the installation)
            first-port: 10000               | first-port: 10                | asterisk.rtp.first-port: "10" (expected: 1024..65535)
            first-port: 10000               | first-port: 10001             | asterisk.rtp.first-port: the odd port 10001 (expected: an even port
            callers-from-one-number: 10     | callers-from-one-number: 0    | asterisk.limits.callers-from-one-number: "0" (expected: 1..10000)
            last-port: 19999                | last-port: 10001              | asterisk.rtp.last-port: "10001" (expected: 10003 or more
            first-port: 10000               | first-port: 5000              | asterisk.rtp.first-port: holds the SIP port 5060
            # tls-port: 5061                | tls-port: 5061                | asterisk.sip.certificate-file: missing
            audio-tap: pipe                 | audio-tap: socket             | asterisk.audio-tap: "socket" (expected: pipe, audio-socket
            '# audio-socket:'               | 'audio-socket: {}'            | asterisk.audio-socket: audio-tap is pipe (expected: audio-tap: audio-socket, or no such section)
            engines: [127.0.0.1:4573]       | engines: [127.0.0.1:4574]     | asterisk.engines: not this engine
            engines: [127.0.0.1:4573]       | engines: [10.0.0.1:4573]      | asterisk.engines[0]: not loopback
            engines: [127.0.0.1:4573]       | engines: 127.0.0.1:4573       | asterisk.engines: no list
            source-addresses: [127.0.0.2]   | source-addresses: [0.0.0.0/0] | trunks.carrier.source-addresses[0]: "0.0.0.0/0" (expected: an IP address, or a network no wider
            source-addresses: [127.0.0.2]   | source-addresses: []          | trunks.carrier.source-addresses: empty (expected: at least one)
            outbound: 127.0.0.2:5060        | outbound: 127.0.0.2           | trunks.carrier.outbound: unreadable (expected: host:port
            outbound: 127.0.0.2:5060        | # no outbound                 | lines.doctor-martin: a trunk without outbound
            fixed-address: 127.0.0.3:5060   | fixed-address: 10.1.1.1:5060  | phones.ines.encryption: none beyond loopback (expected: tls, or unprotected: accepted with unprotected-reason: TEXT)
            encryption: none                | encryption: tls               | phones.ines.encryption: tls, but asterisk.sip has no TLS
            encryption: none                | 'encryption: none\n    unprotected: accepted' | phones.ines.unprotected: given, but SIP stays on loopback (expected: no such key)
            transport: udp                  | # the default                 | trunks.carrier.transport: tls, but asterisk.sip has no TLS (expected: asterisk.sip.tls-port and its files)
            transport: udp                  | transport: tsl                | trunks.carrier.transport: "tsl" (expected: udp, tcp, tls; did you mean tls?)
            source-addresses: [127.0.0.2]   | source-addresses: [192.0.2.1] | trunks.carrier.transport: udp beyond loopback (expected: tls, or unprotected: accepted with unprotected-reason: TEXT)
            outbound: 127.0.0.2:5060        | outbound: sip.example.org:5060 | trunks.carrier.transport: udp beyond loopback (expected: tls, or unprotected
            outbound: 127.0.0.2:5060        | 'outbound: 192.0.2.1:5060\n    unprotected: accepted' | trunks.carrier.unprotected-reason: missing (expected: why, in 1 to 200 printable characters)
            outbound: 127.0.0.2:5060        | 'outbound: 192.0.2.1:5060\n    unprotected: accepted\n    unprotected-reason: " "' | trunks.carrier.unprotected-reason: " " (expected: why
            outbound: 127.0.0.2:5060        | 'outbound: 192.0.2.1:5060\n    unprotected-reason: A line of our own' | trunks.carrier.unprotected: missing (expected: accepted)
            outbound: 127.0.0.2:5060        | 'outbound: 192.0.2.1:5060\n    unprotected: yes\n    unprotected-reason: A line of our own' | trunks.carrier.unprotected: "yes" (expected: accepted
            outbound: 127.0.0.2:5060        | 'outbound: 127.0.0.2:5060\n    unprotected: accepted' | trunks.carrier.unprotected: given, but SIP stays on loopback
            fixed-address: 127.0.0.3:5060   | # nothing                     | phones.ines.secret-file: missing
            trunk: carrier                  | trunk: carier                 | lines.doctor-martin.trunk: "carier" (expected: carrier; did you mean carrier?)
            '"+33199000911"'                | 0199000911                    | lines.doctor-martin.number: unreadable (expected: E.164: a plus, then 6 to 15 digits)
            '"+33199000911"'                | "+33199000001"                | lines.doctor-martin: a practice's own number
            phone: awa                      | phone: ines                   | assistants.awa.phone: already used in permanence.yaml
            phone: awa                      | phone: awe                    | assistants.awa.phone: "awe" (expected: awa, ines; did you mean awa?)
            practices: [les-lilas]          | practices: [le-lilas]         | assistants.ines.practices[0]: "le-lilas" (expected: les-lilas; did you mean les-lilas?)
            languages: [fr]                 | languages: [de]               | assistants.ines.languages[0]: "de" (expected: fr, en)
            wrap-up: 15s                    | wrap-up: 15                   | teams.centre.wrap-up: "15" (expected: 0s..10m, a number and its unit
            ring-timeout: 20s               | ring-timeout: 0s              | teams.centre.ring-timeout: "0s" (expected: 5s..60s
            'command: [espeak-ng,'          | 'command: [espeak-ng, " ",'   | text-to-speech.command[1]: " " (expected: 1 to 200
            '-w, "{file}"]'                 | -w]                           | text-to-speech: prompts command: no {file}
            practices: practices            | practices: nowhere            | practices: no such directory
            back-office:                    | awa:                          | lines.awa: already used in permanence.yaml
            '  journal: 365'                | '  journal: 0'                | retention-days.journal: "0" (expected: 1..365)
            '  journal: 365'                | '  journal: 366'              | retention-days.journal: "366" (expected: 1..365)
            '  call-records: 365'           | '  call-records: 0'           | retention-days.call-records: "0" (expected: 1..365)
            '  call-records: 365'           | '  call-records: 366'         | retention-days.call-records: "366" (expected: 1..365)
            '  recording-rows: 365'         | '  recording-rows: 0'         | retention-days.recording-rows: "0" (expected: 1..365)
            '  recording-rows: 365'         | '  recording-rows: 366'       | retention-days.recording-rows: "366" (expected: 1..365)
            '  practice-versions: 2190'     | '  practice-versions: 0'      | retention-days.practice-versions: "0" (expected: 1..2190)
            '  practice-versions: 2190'     | '  practice-versions: 2191'   | retention-days.practice-versions: "2191" (expected: 1..2190)
            '  on-call-overrides: 365'      | '  on-call-overrides: 0'      | retention-days.on-call-overrides: "0" (expected: 1..2190)
            '  on-call-overrides: 365'      | '  on-call-overrides: 2191'   | retention-days.on-call-overrides: "2191" (expected: 1..2190)
            '  blocked-numbers: 1095'       | '  blocked-numbers: 0'        | retention-days.blocked-numbers: "0" (expected: 1..1095)
            '  blocked-numbers: 1095'       | '  blocked-numbers: 1096'     | retention-days.blocked-numbers: "1096" (expected: 1..1095)
            '  assistant-states: 90'        | '  assistant-states: 0'       | retention-days.assistant-states: "0" (expected: 1..365)
            '  assistant-states: 90'        | '  assistant-states: 366'     | retention-days.assistant-states: "366" (expected: 1..365)
            '  audit-log: 365'              | '  audit-log: 179'            | retention-days.audit-log: "179" (expected: 180..2190)
            '  audit-log: 365'              | '  audit-log: 2191'           | retention-days.audit-log: "2191" (expected: 180..2190)
            '  journal: 365'                | '  jurnal: 365'               | retention-days.jurnal: unknown key
            '  journal: 365'                | '  journal: 12 months'        | retention-days.journal: "12 months" (expected: 1..365)
            root-key-file: secrets/root-key | recordings: state/r           | archive.root-key-file: missing
            root-key-file: secrets/root-key | 'root-key-token: {module: permanence.yaml, label: root-1, pin-file: secrets/ami}\n  root-key-file: secrets/root-key' | archive.root-key-file: given together with root-key-token (expected: one of the two
            root-key-file: secrets/root-key | 'root-key-token: {}'          | archive.root-key-token.pin-file: missing
            root-key-file: secrets/root-key | 'root-key-token: {module: none.so, label: root-1, pin-file: secrets/ami}' | archive.root-key-token.module: no such file
            root-key-file: secrets/root-key | 'root-key-token: {module: permanence.yaml, label: Root, pin-file: secrets/ami}' | archive.root-key-token.label: "Root" (expected: 1 to 32 lower-case
            root-key-file: secrets/root-key | 'root-key-token: {module: permanence.yaml, slot: x, label: a, pin-file: secrets/ami}' | archive.root-key-token.slot: "x" (expected: 0..999
            audit-log: state/audit          | 'object-store: {bucket: recordings, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.object-store.endpoint: missing
            audit-log: state/audit          | 'object-store: {endpoint: "http://s3.example.org", bucket: rec, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.object-store.endpoint: unreadable (expected: https://host or https://host:port, nothing after it; http on loopback only)
            audit-log: state/audit          | 'object-store: {endpoint: "https://me:secret@s3.example.org", bucket: rec, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.object-store.endpoint: unreadable (expected: https://host
            audit-log: state/audit          | 'object-store: {endpoint: "https://s3.example.org/recordings", bucket: rec, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.object-store.endpoint: unreadable
            audit-log: state/audit          | 'object-store: {endpoint: "https://s3.example.org", bucket: Recordings, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.object-store.bucket: "Recordings" (expected: 3 to 63 lower-case
            audit-log: state/audit          | 'object-store: {endpoint: "https://s3.example.org", bucket: rec, region: EU, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.object-store.region: "EU" (expected: 1 to 40 lower-case
            audit-log: state/audit          | 'object-store: {endpoint: "https://s3.example.org", bucket: rec, access-key-file: AKIA, secret-key-file: permanence.yaml}' | archive.object-store.access-key-file: no such file (expected: the path of a file that holds the secret)
            audit-log: state/audit          | 'object-store: {endpoint: "https://s3.example.org", bucket: rec, access-key-file: secrets/ami, secret-key-file: permanence.yaml}' | archive.object-store.secret-key-file: not one line of text
            '\narchive:'                     | '\nconsole: {port: 9443}\narchive:' | console.origin: missing (expected: https://host or https://host:port, nothing after it; http on loopback only)
            '\narchive:'                     | '\nconsole: {origin: "http://console.example.fr"}\narchive:' | console.origin: "http://console.example.fr" (expected: https://host
            '\narchive:'                     | '\nconsole: {origin: "https://console.example.fr/"}\narchive:' | console.origin: "https://console.example.fr/" (expected: https://host
            '\narchive:'                     | '\nconsole: {origin: "console.example.fr"}\narchive:' | console.origin: "console.example.fr" (expected: https://host
            '\narchive:'                     | '\nconsole: {origin: "https://localhost:99999"}\narchive:' | console.origin: "https://localhost:99999" (expected: https://host
            '\narchive:'                     | '\nconsole: {origin: "http://localhost:9443", host: 192.0.2.1}\narchive:' | console.host: not loopback (expected: loopback, or an origin with https)
            '\narchive:'                     | '\nconsole: {origin: "https://localhost", port: 9573}\narchive:' | console.port: already used in permanence.yaml
            '\narchive:'                     | '\nconsole: {origin: "https://localhost", key-file: secrets/ami}\narchive:' | console.certificate-file: missing (expected: a path
            '\narchive:'                     | '\nconsole: {origin: "https://localhost", certificate-file: permanence.yaml}\narchive:' | console.key-file: missing (expected: a path
            '\narchive:'                     | '\nconsole: {origin: "http://localhost", certificate-file: permanence.yaml, key-file: secrets/ami}\narchive:' | console.certificate-file: given, but the origin has http (expected: no such key, or https)
            '\narchive:'                     | '\nconsole: {origin: "https://localhost", trusted-proxies: [localhost]}\narchive:' | console.trusted-proxies[0]: "localhost" (expected: an IP address)
            '\narchive:'                     | '\nconsole: {origin: "https://localhost", hashes-at-once: 9}\narchive:' | console.hashes-at-once: "9" (expected: 1..8)
            '\narchive:'                     | '\nconsole: {origin: "https://localhost", sources: {auditor: [192.0.2.1/24]}}\narchive:' | console.sources.auditor[0]: unreadable (expected: an address range such as 192.0.2.0/24, with only zeros after the prefix, or one address)
            '\narchive:'                     | '\nconsole: {origin: "https://localhost", sources: {auditor: [10.0.0.0/33]}}\narchive:' | console.sources.auditor[0]: unreadable (expected: an address range
            '\narchive:'                     | '\nconsole: {origin: "https://localhost", sources: {auditor: []}}\narchive:' | console.sources.auditor: empty (expected: at least one)
            '\narchive:'                     | '\nconsole: {origin: "https://localhost", sources: {auditors: [10.0.0.0/8]}}\narchive:' | console.sources.auditors: unknown key (expected: assistant, supervisor, practice-manager, doctor, data-protection-officer, auditor, operations; did you mean auditor?)
            '\narchive:'                     | '\nconsole: {origin: "https://localhost", devices: {doctor: always}}\narchive:' | console.devices.doctor: "always" (expected: required, off
            '\narchive:'                     | '\nconsole: {origin: "https://localhost", devices: {doctors: off}}\narchive:' | console.devices.doctors: unknown key (expected: assistant, supervisor,
            '\narchive:'                     | '\nconsole: {origin: "http://localhost", devices: {doctor: required}}\narchive:' | console.devices.doctor: required, but the origin has http (expected: off, or an origin with https)
            '\narchive:'                     | '\nconsole: {origin: "https://localhost", orign: x}\narchive:' | console.orign: unknown key (expected: origin, host, port, trusted-proxies, hashes-at-once, sources, devices; did you mean origin?)
            audit-log: state/audit          | 'object-store: {endpoint: "https://s3.example.org", bukket: rec, access-key-file: secrets/ami, secret-key-file: secrets/ami}' | archive.object-store.bukket: unknown key (expected: endpoint, bucket,
            """)
    void mistakeInTheSettingsFileIsReportedWithItsLocation(String from, String to, String expectedProblem) {
        installation.change(from, to);

        assertReported(expectedProblem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id: les-lilas                     | id: les-roses                        | id: "les-roses" (expected: the file's own name, les-lilas)
            id: les-lilas                     | idd: les-lilas                       | idd: unknown key (expected: id, name,
            '["+33199000001"]'                | []                                   | numbers: empty (expected: at least one)
            '["+33199000001"]'                | ["0199000001"]                       | numbers[0]: unreadable (expected: E.164
            '"+33199000001"]'                 | "+33199000001", "+33199000001"]      | numbers[1]: already used in practices/les-lilas.yaml:8
            team: centre                      | team: south                          | team: "south" (expected: centre)
            promote-after: 3m                 | promote-after: 2h                    | queue.promote-after: "2h" (expected: 0s..1h
            fairness-spacing: 10s             | fairness-spacing: 5m                 | queue.fairness-spacing: "5m" (expected: 0s..2m
            greeting: Bonjour,                | greetings: Bonjour,                  | greetings: unknown key
            greeting: Bonjour,                | greetings: Bonjour,                  | greeting: missing
            closed-announcement: Le cabinet   | closed-announcement: "a\\nb" #       | closed-announcement: unreadable (expected: 1 to 1000 characters
            monday:                           | moonday:                             | opening-hours.moonday: unknown key (expected: monday,
            08:00-12:00                       | 08:00-08:00                          | opening-hours.monday[0]: "08:00-08:00" (expected: HH:MM-HH:MM
            08:00-12:00                       | 24:00-08:00                          | opening-hours.monday[0]: "24:00-08:00" (expected: HH:MM-HH:MM
            14:00-18:00                       | 11:00-18:00                          | opening-hours.friday[1]: begins before the previous hours end
            14:00-18:00                       | 22:00-09:00                          | none
            stop-admitting-before: 0s         | stop-admitting-before: 3h            | end-of-day.stop-admitting-before: "3h" (expected: 0s..2h
            routine-callers-in-queue: keep    | routine-callers-in-queue: releas     | end-of-day.routine-callers-in-queue: "releas" (expected: keep, release; did you mean release?)
            '# holidays:'                     | 'holidays: {zone: fr-99}\n#'         | holidays.zone: "fr-99" (expected: a country or a part of it, by ISO 3166 in lower case, such as fr,
            '# opening-hours-by-number:'      | 'opening-hours-by-number: {"+33199000002": {monday: ["08:00-12:00"]}}\n#' | opening-hours-by-number.[hidden]: not a number of this practice (expected: one of its numbers
            '# opening-hours-by-number:'      | 'opening-hours-by-number: {"+33199000001": {moonday: []}}\n#' | opening-hours-by-number.[hidden].moonday: unknown key (expected: monday,
            '# opening-hours-by-number:'      | 'opening-hours-by-number: {"+33199000001": {monday: ["08:00-10:00", "09:00-11:00"]}}\n#' | opening-hours-by-number.[hidden].monday[1]: begins before the previous hours end
            '# holidays:'                     | 'holidays: {hours: []}\n#'           | holidays.zone: missing (expected: a country
            '# holidays:'                     | 'holidays: {zone: fr, hours: ["08:00-10:00", "09:00-11:00"]}\n#' | holidays.hours[1]: begins before the previous hours end
            '# exceptional-hours:'            | 'exceptional-hours: {2026-02-30: []}\n#' | exceptional-hours.2026-02-30: "2026-02-30" (expected: a date such as 2026-12-24, or a range
            '# exceptional-hours:'            | 'exceptional-hours: {2027-08-15..2027-08-01: []}\n#' | (expected: a date such as 2026-12-24, or a range
            '# exceptional-hours:'            | 'exceptional-hours: {2026-12-24: ["8-12"]}\n#' | (expected: HH:MM-HH:MM
            '# exceptional-hours:'            | 'exceptional-hours: {2027-08-01..2027-08-15: [], 2027-08-10: []}\n#' | contains 2027-08-10 again (expected: each date once
            friday: [                         | sunday: ["22:00-08:30"] #            | opening-hours.monday[0]: begins before the previous hours end
            'doctor-martin, '                 | 'doctor-martn, '                     | emergency-lines[0]: "doctor-martn" (expected: back-office, doctor-martin; did you mean doctor-martin?)
            'transfer-lines: [doctor-martin]' | 'transfer-lines: [doctor-martn]'     | transfer-lines[0]: "doctor-martn" (expected: back-office, doctor-martin; did you mean doctor-martin?)
            'transfer-lines: [doctor-martin]' | 'transfer-lines: []'                 | transfer-lines: empty (expected: at least one)
            'transfer-ring-timeout: 20s'      | 'transfer-ring-timeout: 2s'          | transfer-ring-timeout: "2s" (expected: 5s..60s
            'after-transfer: stop'            | 'after-transfer: stopp'              | recording.after-transfer: "stopp" (expected: stop, continue; did you mean stop?)
            '[doctor-martin, back-office]'    | []                                   | emergency-lines: empty (expected: at least one)
            'fallback-lines: '                | '# fallback-lines: '                 | fallback-lines: missing (expected: at least one)
            limit: 50                         | limit: 50.5                          | queue.limit: "50.5" (expected: 0..10000)
            max-wait: 10m                     | max-wait: 3h                         | queue.max-wait: "3h" (expected: 10s..2h
            service-level-threshold: 20s      | service-level-threshold:             | service-level-threshold: empty (expected: 1s..10m
            service-level-threshold: 20s      | 'prompt-files: {greeting: none.wav}' | prompt-files.greeting: no such recording
            reject-faxes: true                | reject-faxes: maybe                  | reject-faxes: "maybe" (expected: true, false
            mode: none                        | mode: non                            | recording.mode: "non" (expected: none, on-demand, sampled, always; did you mean none?)
            mode: none                        | mode: sampled                        | recording.sample-percent: missing (expected: 1..99)
            mode: none                        | 'mode: sampled\n  sample-percent: 100' | recording.sample-percent: "100" (expected: 1..99)
            mode: none                        | mode: always                         | recording.legal-basis: missing (expected: consent, contract, legal-obligation,
            mode: none                        | 'mode: none\n  sample-percent: 10'   | recording.sample-percent: unknown key
            retention-days: 180               | retention-days: 0                    | recording.retention-days: "0" (expected: 1..3650)
            'when-closed: false'              | 'when-closed: take'                  | messages.when-closed: "take" (expected: true, false
            max-length: 2m                    | max-length: 11m                      | messages.max-length: "11m" (expected: 10s..10m
            unread-after: 4h                  | unread-after: 30s                    | messages.unread-after: "30s" (expected: 1m..168h
            unread-action: alarm              | unread-action: ring                  | messages.unread-action: "ring" (expected: alarm, ring-on-call
            unread-action: alarm              | unread-action: ring-on-call          | messages.unread-action: the practice has no on-call rota (expected: on-call)
            decryptable-by: provider          | decryptable-by: provider-and-practice | recording.practice-public-keys: missing (expected: at least one)
            decryptable-by: provider          | 'decryptable-by: provider-and-practice\n  practice-public-keys: ["age1x"]' | recording.practice-public-keys[0]: unreadable (expected: a public key
            """)
    void mistakeInAPracticeFileIsReportedWithItsLocation(String from, String to, String expectedProblem) {
        installation.changePractice(from, to);

        if (expectedProblem.equals("none")) {
            installation.settings(); // Friday night ends on Saturday, which is closed, so nothing overlaps.
        } else {
            assertReported(expectedProblem);
        }
    }

    @Test
    void numberBelongsToOnePracticeOnly() {
        String other = installation.text("practices/les-lilas.yaml").replace("id: les-lilas", "id: port-royal");
        installation.write("practices/port-royal.yaml", other).change("[les-lilas]", "[les-lilas, port-royal]");

        assertEquals(
                List.of("practices/port-royal.yaml:8:11: numbers[0]: already used in practices/les-lilas.yaml:8"
                        + " (expected: once in the installation)"),
                installation.problems());
    }

    @Test
    void practiceServedByNoAssistantIsRejected() {
        String other = installation
                .text("practices/les-lilas.yaml")
                .replace("id: les-lilas", "id: port-royal")
                .replace("+33199000001", "+33199000002");
        installation.write("practices/port-royal.yaml", other);

        assertReported("practices/port-royal.yaml:4:1: served by no assistant");
    }

    @Test
    void callbackNeedsAnOutboundTrunkAndDaytimeHours() {
        installation.changePractice("# callback:\n", "callback: {trunk: carier}\n");
        assertReported("callback.trunk: \"carier\" (expected: carrier; did you mean carrier?)");
        installation.changePractice("callback: {trunk: carier}", "callback: {}");
        assertReported("callback.trunk: missing");
        installation.changePractice("callback: {}", "callback: {trunk: carrier, allowed-hours: \"22:00-06:00\"}");
        assertReported(
                "callback.allowed-hours: ends on the next day (expected: an end after the beginning: no calls at night)");
        installation.changePractice("allowed-hours: \"22:00-06:00\"", "allowed-countries: [fr]");
        assertReported("callback.allowed-countries[0]: \"fr\"");
        installation.changePractice(", allowed-countries: [fr]", "").change("outbound: 127.0.0.2:5060", "# none");
        assertReported("calls back through a trunk without outbound (expected: a trunk that takes calls)");
    }

    @Test
    void callbackMustNotShowAMobileNumber() {
        installation
                .changePractice("# callback:\n", "callback: {trunk: carrier}\n")
                .changePractice("numbers: [\"+33199000001\"]", "numbers: [\"+33639980002\"]");
        assertReported("a mobile number (expected: a landline number: automated calls must not show a mobile number)");
    }

    @Test
    void overflowNeedsAnotherTeamWithAnAssistantForThePractice() {
        installation.changePractice("  # overflow:\n  #   team: south", "  overflow:\n    team: centre");
        assertReported("overflows to its own team (expected: another team)");

        installation.change("teams:\n", "teams:\n  south: {}\n").changePractice("    team: centre", "    team: south");
        assertReported(
                "overflows to south, where no assistant serves it (expected: an assistant there who names this practice)");

        installation.changePractice("    team: south", "    team: north");
        assertReported("queue.overflow.team: \"north\" (expected: centre, south)");
    }

    @Test
    void assistantIsPreferredOnlyForPracticesThatTheyServe() {
        String other = installation
                .text("practices/les-lilas.yaml")
                .replace("id: les-lilas", "id: port-royal")
                .replace("+33199000001", "+33199000002");
        installation
                .write("practices/port-royal.yaml", other)
                .change("preferred: []", "preferred: [port-royal]")
                .change(
                        "practices: [les-lilas]\n    languages: [fr, en]",
                        "practices: [les-lilas, port-royal]\n    languages: [fr, en]");

        assertReported("is preferred for port-royal, which they do not serve (expected: some of their practices)");

        installation.change("preferred: [port-royal]", "preferred: [zoe]");
        assertReported("assistants.ines.preferred[0]: \"zoe\" (expected: les-lilas, port-royal)");
    }

    @Test
    void messagesAreRejectedWithAudioSocket() {
        installation
                .change("audio-tap: pipe", "audio-tap: audio-socket\n  audio-socket: {}")
                .changePractice("when-closed: false", "when-closed: true");

        assertReported("takes messages, but audio-tap is audio-socket (expected: no messages, or asterisk.audio-tap:");
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

        assertReported("agi.host: not loopback (expected: loopback, or protected-by-tunnel: true");
        assertReported("ami.host: not loopback (expected: loopback, or tls: true)");
        assertReported("management.host: not loopback");
        assertReported("phones.awa.encryption: none beyond loopback");
    }

    @Test
    void audioSocketListensOnLoopbackOrBehindATunnel() {
        for (var invalidCase : List.of(
                List.of("{port: 5038}", "asterisk.audio-socket.port: already used in permanence.yaml"),
                List.of(
                        "{host: 10.8.0.1}",
                        "asterisk.audio-socket.host: not loopback (expected: loopback, or protected-by-tunnel"),
                List.of(
                        "{host: 0.0.0.0, protected-by-tunnel: true}",
                        "asterisk.audio-socket.host: any address (expected: one"),
                List.of(
                        "{prot: 1}",
                        "asterisk.audio-socket.prot: unknown key (expected: host, port, protected-by-tunnel"))) {
            String before = "audio-tap: pipe";
            String after = "audio-tap: audio-socket\n  audio-socket: " + invalidCase.getFirst();
            installation.change(before, after);
            assertReported(invalidCase.getLast());
            installation.change(after, before);
        }
    }

    @Test
    void managerWithTlsTakesTheNextPortToo() {
        installation.change("tls: false", "tls: true").change("port: 9573", "port: 5039");

        assertReported("management.port: already used in permanence.yaml");
    }

    @Test
    void peerThatIsCalledOverTlsNeedsATrustedCertificate() {
        installation
                .write("sip.pem", "a certificate")
                .change("# tls-port: 5061", "tls-port: 5061\n    certificate-file: sip.pem\n    key-file: secrets/ami")
                .change("transport: udp", "transport: tls")
                .change("encryption: none", "encryption: tls");

        assertEquals(List.of("phones.ines.encryption", "trunks.carrier.transport"), keys(installation.read()));
        assertReported(
                "trunks.carrier.transport: tls, but asterisk.sip trusts no certificate"
                        + " (expected: asterisk.sip.trusted-certificates-file, with the certificate of this peer or its authority)");

        installation.change("# trusted-certificates-file: sip-trusted.pem", "trusted-certificates-file: sip.pem");
        assertEquals(List.of(), installation.settings().unprotectedPeers());

        installation.change(
                "transport: tls", "transport: tls\n    unprotected: accepted\n    unprotected-reason: None");
        assertReported("trunks.carrier.unprotected: given, but SIP is encrypted (expected: no such key)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            account: {password-file: secrets/ami}                          | trunks.carrier.account.user: missing (expected: 1 to 64 letters
            account: {user: "a;b", password-file: secrets/ami}             | trunks.carrier.account.user: unreadable (expected: 1 to 64 letters
            account: {user: u}                                             | trunks.carrier.account.password-file: missing
            account: {user: u, password-file: hunter2}                     | trunks.carrier.account.password-file: no such file (expected: the path of a file that holds the secret)
            account: {user: u, password-file: secrets/ami, registrar: sip} | trunks.carrier.account.registrar: "sip" (expected: host:port
            account: {user: u, password-file: secrets/ami, number: 0199}   | trunks.carrier.account.number: unreadable (expected: E.164
            account: {user: u, password-file: secrets/ami, realm: x}       | trunks.carrier.account.realm: unknown key (expected: user, password-file, registrar, number
            'account: {user: u, password-file: secrets/ami, registrar: "sip.example.org:5060"}' | trunks.carrier.transport: udp beyond loopback
            """)
    void mistakeInATrunksAccountIsReported(String account, String expectedProblem) {
        installation.change("transport: udp", "transport: udp\n    " + account);

        assertReported(expectedProblem);
    }

    @Test
    void accountThatIsUsedForNothingIsRejected() {
        installation.change("outbound: 127.0.0.2:5060", "account: {user: u, password-file: secrets/ami}");

        assertReported("trunks.carrier.account: used for nothing (expected: a registrar, or the trunk's outbound)");
    }

    @Test
    void tcpNeedsOneAddressOfThisMachine() {
        installation
                .change("host: 127.0.0.1\n    # Port for SIP over UDP", "host: 0.0.0.0\n    # Port for SIP over UDP")
                .change("transport: udp", "transport: tcp");

        assertReported("trunks.carrier.transport: tcp, but asterisk.sip.host is any address (expected: one address");
    }

    @Test
    void acceptedPeersWithoutEncryptionAreListedWithTheirReasons() {
        installation
                .change(
                        "outbound: 127.0.0.2:5060",
                        "outbound: 192.0.2.1:5060\n    unprotected: accepted\n    unprotected-reason: No TLS there")
                .change(
                        "fixed-address: 127.0.0.3:5060",
                        "fixed-address: 10.1.1.1:5060\n    unprotected: accepted\n    unprotected-reason: One cable");

        assertEquals(
                List.of(
                        new Unprotected.Peer("trunk carrier", "No TLS there"),
                        new Unprotected.Peer("phone ines", "One cable")),
                installation.settings().unprotectedPeers());
    }

    @Test
    void brokenSectionIsReportedOnce() {
        installation.change("source-addresses: [127.0.0.2]", "source-addresses: [somewhere]");

        assertEquals(
                1, installation.problems().size(), () -> installation.problems().toString());
    }

    @Test
    void missingSettingsFileIsReported(@TempDir Path empty) {
        var result = new SettingsReader().read(empty.resolve("permanence.yaml"));

        assertEquals(
                "Invalid[problems=[permanence.yaml: no such file (expected: a settings file)]]", result.toString());
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
