package com.acme.view;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.io.Serializable;

/** What somebody is writing on one page, and what the server may passivate meanwhile. */
@Named
@ViewScoped
public class Draft implements Serializable {

  private static final long serialVersionUID = 1L;

  private int lines;

  /** Writes one more. */
  public void add() {
    lines++;
  }

  /** How many there are. */
  public int count() {
    return lines;
  }
}
