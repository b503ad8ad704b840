package org.permanence.settings;

import java.nio.file.Path;
import org.permanence.yaml.ValueParser;
import org.permanence.yaml.ValueParsers;

/// Where the root key is.
public sealed interface RootKeySettings {

    /// A file of 32 random bytes, mode 0600.
    record InFile(Path file) implements RootKeySettings {}

    /// A token behind PKCS#11, which does not give it away.
    ///
    /// @param module the vendor's library
    /// @param slot   which of the module's tokens, from 0
    record InToken(Path module, int slot, String label, SecretFile pin) implements RootKeySettings {

        static final ValueParser<String> LABEL_PARSER =
                ValueParser.of("1 to 32 lower-case letters, digits, '-'", ValueParsers.matching("[a-z0-9-]{1,32}"));
    }
}
