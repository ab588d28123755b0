package io.nightshift.core.notify;

import java.util.List;
import java.util.Map;

/** A way for messages. Calls wait for the other side, but never longer than their time limits. */
interface Channel {
    /** What became of the message for each of these addressees. Nothing is thrown. */
    Map<String, Fate> send(Message message, List<String> addressees);
}
