package org.permanence.adapter.ami;

import java.util.UUID;
import org.permanence.privacy.PhoneNumber;
import org.permanence.text.Slug;

/// Whom Asterisk may be asked to ring. There is no way to write a dial string by hand: `&`, `,`, `|`, `$`, `{` and
/// `^` would ring a second telephone, add an option or call a function of the dialplan.
public sealed interface DialTarget {

    /// What Asterisk is told, such as `PJSIP/e4c1`.
    String dialString();

    /// A telephone that registers here, or has a fixed address. Lower case only: Asterisk refuses an Originate
    /// whose data
    /// holds words such as `DB` or `SHELL` in capitals (CVE-2024-42365), and a channel is named after its endpoint.
    record Endpoint(String name) implements DialTarget {

        public Endpoint {
            WireText.requireMatch("endpoint", name, Slug.SYNTAX, "1..40 of lower-case letters, digits, '-'");
        }

        @Override
        public String dialString() {
            return "PJSIP/" + name;
        }
    }

    /// A number of the public network, through a trunk.
    record TrunkNumber(Endpoint trunk, PhoneNumber number) implements DialTarget {

        @Override
        public String dialString() {
            return "PJSIP/" + number.digits() + "@" + trunk.name();
        }
    }

    /// The engine's own AudioSocket server, to which a stream of sound is sent.
    ///
    /// @param stream the id by which the stream is admitted there, once
    record AudioSocket(String host, int port, UUID stream) implements DialTarget {

        public AudioSocket {
            WireText.requireMatch("audio socket host", host, "[A-Za-z0-9.:-]{1,253}", "a name or an address");
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("audio socket port: " + port + " (expected: 1..65535)");
            }
        }

        @Override
        public String dialString() {
            String at = host.indexOf(':') < 0 ? host : "[" + host + "]";
            return "AudioSocket/" + at + ":" + port + "/" + stream + "/c(slin)";
        }

        @Override
        public String toString() {
            return "AudioSocket[" + host + ":" + port + "]";
        }
    }
}
