package org.permanence.dialplan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.permanence.call.Answer;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.FaxTones;
import org.permanence.call.Prompt;
import org.permanence.call.Question;

/// Tells a fax machine that calls from a person, while the call is asked the first questions and no longer.
///
/// 1. Whoever has pressed a key is a person.
/// 2. Whoever has pressed none, and sent the tone of a fax machine twice, is told that this number takes no faxes,
///    and that a person may press a key or stay.
/// 3. Whoever sends the tone twice more during that, and presses no key, is a fax machine: it repeats its tone
///    every three and a half seconds, whoever speaks. A voice does not.
/// 4. Anybody else is a person from there on, and is asked what they were being asked.
final class FaxDetection {

    /// One may be a whistle.
    private static final int MIN_TONES = 2;

    /// With the words before it, long enough for two tones.
    private static final Duration DIGIT_TIMEOUT = Duration.ofSeconds(5);

    private final Call call;
    private Optional<FaxTones> tones = Optional.empty();

    FaxDetection(Call call) {
        this.call = call;
    }

    /// The call was answered: from here on its tones are counted.
    void start() throws CallEnded {
        tones = Optional.of(call.countFaxTones());
    }

    /// Whether it is a fax machine; asks where it may be one.
    ///
    /// @param question says that this number takes no faxes
    boolean isFax(List<Prompt> question) throws CallEnded {
        if (tones.isEmpty() || tones.get().count() < MIN_TONES) {
            return false;
        }
        int tonesBefore = tones.get().count();
        Answer answer = call.ask(new Question(question, DIGIT_TIMEOUT));
        boolean fax = answer instanceof Answer.NoInput && tones.get().count() - tonesBefore >= MIN_TONES;
        stop();
        return fax;
    }

    /// It is a person: nothing is counted any more.
    void stop() throws CallEnded {
        if (tones.isPresent()) {
            tones.get().end();
            tones = Optional.empty();
        }
    }
}
