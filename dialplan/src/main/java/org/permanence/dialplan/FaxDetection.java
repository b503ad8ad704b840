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

/// Tells a calling fax machine from a person while the first questions are asked.
///
/// 1. A caller who has pressed a key is a person.
/// 2. After two fax tones without a key, the caller hears that this number takes no faxes, and that a person may
///    press a key or stay.
/// 3. Two more tones during that prompt, and no key, mean a fax machine: it repeats its tone every 3.5 seconds,
///    whatever is played. A voice does not.
/// 4. Any other caller is a person from then on, and the question is asked again.
final class FaxDetection {

    /// A single tone may be a whistle.
    private static final int MIN_TONES = 2;

    /// Together with the prompt before it, long enough for two tones.
    private static final Duration DIGIT_TIMEOUT = Duration.ofSeconds(5);

    private final Call call;
    private Optional<FaxTones> tones = Optional.empty();

    FaxDetection(Call call) {
        this.call = call;
    }

    /// Starts counting fax tones. The call must be answered.
    void start() throws CallEnded {
        tones = Optional.of(call.countFaxTones());
    }

    /// Whether a fax machine is calling. Asks the caller if tones were heard.
    ///
    /// @param question the prompts that say that this number takes no faxes
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

    /// Stops counting: the caller is a person.
    void stop() throws CallEnded {
        if (tones.isPresent()) {
            tones.get().end();
            tones = Optional.empty();
        }
    }
}
