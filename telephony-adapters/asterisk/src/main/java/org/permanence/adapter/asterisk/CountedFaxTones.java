package org.permanence.adapter.asterisk;

import org.permanence.adapter.agi.AgiCommand;
import org.permanence.adapter.agi.AgiReply.Success;
import org.permanence.call.CallEnded;
import org.permanence.call.FaxTones;

/// Counted by Asterisk's `TONE_DETECT`, through every prompt and question: it sends the channel nowhere.
record CountedFaxTones(Commands commands) implements FaxTones {

    /// What a command is sent by.
    interface Commands {
        Success send(AgiCommand command) throws CallEnded;
    }

    /// Begins to count.
    static FaxTones by(Commands commands) throws CallEnded {
        var _ = commands.send(new AgiCommand.CountFaxTones());
        return new CountedFaxTones(commands);
    }

    @Override
    public int count() throws CallEnded {
        return commands.send(new AgiCommand.FaxTonesHeard())
                .value()
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    @Override
    public void end() throws CallEnded {
        var _ = commands.send(new AgiCommand.StopCountingFaxTones());
    }
}
