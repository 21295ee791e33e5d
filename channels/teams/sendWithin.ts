/** The channel did not say in time whether it took a message. It may have: so it is not sent again. */
export class SendAmbiguous extends Error {
  override readonly name = 'SendAmbiguous';
  readonly code = 'teams.sendAmbiguous';
  constructor(milliseconds: number) {
    super(`The channel had not answered after ${milliseconds / 1000} seconds. Look whether its service is in trouble.`);
  }
}

/** Rejects with `SendAmbiguous` where `sending` takes longer. */
export function sendWithin<T>(milliseconds: number, sending: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new SendAmbiguous(milliseconds));
    }, milliseconds);
    sending.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
