package org.permanence.adapter.ami;

import java.util.Optional;

/// How an event proves that Asterisk wrote it. A caller whose number holds CR LF can write whole events of his own
/// into the
/// stream, before the dialplan has seen the call (`From: <sip:%0D%0A%0D%0AEvent%3A%20Hangup…@…>`, seen on 22.10.1).
/// Asterisk
/// puts its `systemname` into every event and in front of every uniqueid; when that name is long and random, a
/// caller cannot know it. So an event without it is not believed, nor one about a channel whose uniqueid does not
/// start with it.
final class SystemNameCheck {

    private final Optional<String> systemName;
    private final String prefix;

    SystemNameCheck(Optional<String> systemName) {
        this.systemName = systemName;
        this.prefix = systemName.map(name -> name + "-").orElse("");
    }

    boolean matches(String systemName) {
        return this.systemName.isEmpty() || this.systemName.get().equals(systemName);
    }

    /// A uniqueid of Asterisk's own, or of a leg named by [AmiClientSettings#legId].
    boolean matchesId(String uniqueid) {
        return uniqueid.startsWith(prefix);
    }
}
