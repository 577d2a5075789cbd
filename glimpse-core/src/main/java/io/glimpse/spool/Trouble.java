package io.glimpse.spool;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/** What a disk may fail to do again and again: it is said once, and once more when it works. */
final class Trouble {
  private static final Logger LOG = System.getLogger("io.glimpse.spool");

  private final String deed;
  private final Path where;
  private boolean failing;

  /** Such as "kept in" a folder. */
  Trouble(String deed, Path where) {
    this.deed = deed;
    this.where = where;
  }

  void fails(IOException e) {
    if (!failing) {
      LOG.log(
          Level.WARNING,
          "What waits for its destination cannot be "
              + deed
              + " "
              + where
              + ", which is tried again with each piece, and what is lost is counted: "
              + e
              + ". Look at the disk, or let glimpse.spool-path name another folder.",
          e);
    }
    failing = true;
  }

  void works() {
    if (failing) {
      LOG.log(Level.INFO, "What waits for its destination is {0} {1} again.", deed, where);
    }
    failing = false;
  }
}
