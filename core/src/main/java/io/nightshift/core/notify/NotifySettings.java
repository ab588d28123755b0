package io.nightshift.core.notify;

import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Who is told what, and how.
 *
 * @param mail null where nobody is told by mail
 * @param escalateAfter how long an answer may take before the others are told, too; null for as long as it likes
 * @param escalateTo those others
 * @param trust whose certificates are accepted; null for those that Java knows
 */
public record NotifySettings(
        @Nullable MailServer mail,
        Addressees to,
        Set<Occasion> occasions,
        @Nullable Duration escalateAfter,
        Addressees escalateTo,
        @Nullable SSLContext trust) {
    /** Nobody is told anything. */
    public static final NotifySettings NOBODY =
            new NotifySettings(null, Addressees.NOBODY, Set.of(), null, Addressees.NOBODY, null);

    public NotifySettings {
        occasions = Set.copyOf(occasions);
    }

    /** Whether people are told of a check. */
    public boolean tellsOfDrift(boolean changed) {
        return occasions.contains(Occasion.EVERY_DRIFT) || changed && occasions.contains(Occasion.DRIFT);
    }

    boolean tells(Occasion occasion) {
        return occasion == Occasion.TEST
                || occasion == Occasion.DRIFT && occasions.contains(Occasion.EVERY_DRIFT)
                || occasions.contains(occasion);
    }
}
