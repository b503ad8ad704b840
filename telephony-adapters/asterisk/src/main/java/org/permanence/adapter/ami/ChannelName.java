package org.permanence.adapter.ami;

/// A channel of Asterisk, by its name (`PJSIP/trunk-0000002a`) or its uniqueid; Asterisk accepts both. The pattern
/// excludes what would change an action's meaning: Hangup takes `/…/` as a regular expression, and `,` `|` `&`
/// start options or a second channel.
public record ChannelName(String value) {

    public ChannelName {
        WireText.requireMatch(
                "channel",
                value,
                "[A-Za-z0-9][A-Za-z0-9_.@;:/-]{0,149}",
                "a channel's name or uniqueid of letters, digits, '_', '.', '@', ';', ':', '/', '-'");
    }
}
