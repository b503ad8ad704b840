package org.permanence.adapter.ami;

import java.util.UUID;
import org.permanence.privacy.PhoneNumber;
import org.permanence.text.Slug;

/// What Asterisk may be asked to ring. A dial string cannot be written by hand: `&`, `,`, `|`, `$`, `{` and `^`
/// would ring a second telephone, add an option or call a function of the dialplan.
public sealed interface DialTarget {

    /// Asterisk's dial string, such as `PJSIP/e4c1`.
    String dialString();

    /// A telephone that registers with Asterisk or has a fixed address. Lower case only: a channel is named after
    /// its endpoint, and Asterisk refuses an Originate whose data has words such as `DB` or `SHELL` in capitals
    /// (CVE-2024-42365).
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

    /// The engine's own AudioSocket server, as the destination of one audio stream.
    ///
    /// @param stream the id that admits the stream there, once
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
