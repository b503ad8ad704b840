package org.permanence.settings;

import org.permanence.privacy.PhoneNumber;
import org.permanence.yaml.Name;

/// A line that practices ring in an emergency, or when no assistant is free.
public sealed interface LineSettings {

    /// A phone of the installation.
    record OnPhone(Name phone) implements LineSettings {}

    /// A number behind a trunk.
    record OnTrunk(PhoneNumber number, Name trunk) implements LineSettings {}
}
