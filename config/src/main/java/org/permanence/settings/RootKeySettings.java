package org.permanence.settings;

import java.nio.file.Path;
import org.permanence.yaml.ValueParser;
import org.permanence.yaml.ValueParsers;

/// Where the root key is stored.
public sealed interface RootKeySettings {

    /// A file of 32 random bytes, mode 0600.
    record InFile(Path file) implements RootKeySettings {}

    /// A PKCS#11 token, which never releases the key.
    ///
    /// @param module PKCS#11 library of the vendor
    /// @param slot slot of the token, from 0
    record InToken(Path module, int slot, String label, SecretFile pin) implements RootKeySettings {

        static final ValueParser<String> LABEL_PARSER =
                ValueParser.of("1 to 32 lower-case letters, digits, '-'", ValueParsers.matching("[a-z0-9-]{1,32}"));
    }
}
